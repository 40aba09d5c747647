"""Office: the payments room."""
