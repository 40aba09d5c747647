"""News by e-mail: asking for it, confirming it, changing it, ending it."""
