"""Portal: the assessments room."""
