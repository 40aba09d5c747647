"""The events room: who comes, who waits, and taking somebody off the list."""
