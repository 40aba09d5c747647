"""Office: the messages room."""
