"""Calls: what can be applied for, until when, and under which rules."""
