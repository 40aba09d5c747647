"""The partnerships room: one partnership, and who sits in its steering group."""
