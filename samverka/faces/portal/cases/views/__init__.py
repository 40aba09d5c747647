"""The pages of the cases room: cases, their reports, and the files of reports."""
