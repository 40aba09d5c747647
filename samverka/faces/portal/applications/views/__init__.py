"""Pages of the applications room: starting, writing, following, signing and sending in."""
