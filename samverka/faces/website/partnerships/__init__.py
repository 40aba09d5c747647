"""Partnerships: who works with whom, and in which cases."""
