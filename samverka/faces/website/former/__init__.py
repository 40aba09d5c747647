"""Addresses of a site that this one replaces: what they asked for, and where that stands today."""
