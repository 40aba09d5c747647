"""Corrections: what readers say is wrong on a public page, the office's answer, and the public log."""
