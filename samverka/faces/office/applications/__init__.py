"""Office: the applications room."""
