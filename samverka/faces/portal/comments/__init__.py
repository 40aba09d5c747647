"""Portal: the comments room, for those who write under blog posts."""
