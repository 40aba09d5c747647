"""Office: the rules room."""
