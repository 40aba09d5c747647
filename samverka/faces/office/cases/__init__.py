"""Office: the cases room."""
