"""Settings, addresses, start-up, and the pages of the documentation that are printed from the code."""
