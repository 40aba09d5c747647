"""Decisions under a budget: prepared by one person, checked by another, announced to all parties at once."""
