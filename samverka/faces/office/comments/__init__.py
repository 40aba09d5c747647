"""Office: the comments room, where editors look after what readers write under blog posts."""
