"""Reporting an error on a page, the receipt, and the public log of corrections with its feed."""
