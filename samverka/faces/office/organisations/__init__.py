"""Office: the organisations room."""
