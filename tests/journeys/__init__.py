"""The programme from end to end, through the pages, as each member of the cast."""
