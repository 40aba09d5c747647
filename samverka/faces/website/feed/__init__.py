"""The Atom feed: cases that were published and calls that opened."""
