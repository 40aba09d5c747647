"""People who log in: their e-mail address is their name, and their roles in a programme say what they may do."""
