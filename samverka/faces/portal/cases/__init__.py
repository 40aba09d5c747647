"""Portal: the cases room."""
