"""Office: the record of changes."""
