"""Office: the assessments room."""
