"""Pages of the words by which cases are sorted: countries, goals, areas, topics, core areas, networks, years."""
