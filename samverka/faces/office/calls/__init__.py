"""Office: the calls room."""
