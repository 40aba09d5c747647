"""Addresses without a language, for machines and for the way in."""
