"""Themed, dated groups of partnerships that learn together."""
