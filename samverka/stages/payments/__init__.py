"""Payments in arrears: after an accepted report, entered by one person and confirmed by another."""
