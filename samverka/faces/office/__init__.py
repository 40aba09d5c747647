"""The rooms of the programme office."""
