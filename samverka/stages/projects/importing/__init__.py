"""Reading files of cases known from public sources: a plan first, line by line, then all of it or nothing."""
