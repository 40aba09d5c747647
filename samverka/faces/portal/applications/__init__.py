"""Portal: the applications room."""
