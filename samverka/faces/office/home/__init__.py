"""Office: the home room."""
