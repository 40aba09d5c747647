"""Portal: the agreements room."""
