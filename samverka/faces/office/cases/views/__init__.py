"""The pages of the cases room: cases, and the reports in them."""
