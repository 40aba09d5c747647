"""Calls: when organisations may apply, for what kind of case, and under which rules."""
