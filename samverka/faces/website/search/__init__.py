"""One box over cases, organisations, partnerships and calls."""
