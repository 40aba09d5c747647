"""Reports: what was done and what it cost in one accounting year of a case, line by line against the budget."""
