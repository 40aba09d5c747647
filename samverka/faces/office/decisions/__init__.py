"""Office: the decisions room."""
