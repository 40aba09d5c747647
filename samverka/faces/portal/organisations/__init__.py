"""Portal: the organisations room."""
