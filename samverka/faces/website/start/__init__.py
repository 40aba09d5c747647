"""The start page: what is open, what is new, how much there is."""
