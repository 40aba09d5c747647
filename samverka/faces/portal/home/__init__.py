"""Portal: the home room."""
