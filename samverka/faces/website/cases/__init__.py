"""Cases: what was or is done, by whom, when and for how much."""
