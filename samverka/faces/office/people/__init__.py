"""Office: the people room."""
