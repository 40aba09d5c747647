"""Organisations: their names over time, their cases and partnerships."""
