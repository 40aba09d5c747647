"""The office checks whether an application may be assessed; assessors without a conflict of interest score it."""
