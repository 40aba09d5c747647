"""Office: the corrections room."""
