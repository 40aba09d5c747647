"""Office: the agreements room."""
