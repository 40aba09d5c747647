"""Office: newsletters are written here, and seen on their way."""
