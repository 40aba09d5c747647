"""Portal: the decisions room, which stands within that of the applications."""
