"""Pages about the site itself: accessibility, privacy, open data."""
