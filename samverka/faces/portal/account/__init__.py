"""Portal: the account room."""
