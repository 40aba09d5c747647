"""Cases that run or have run: what was agreed, by whom, for how long and how much, and what the public sees of it."""
