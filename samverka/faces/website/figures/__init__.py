"""Figures: cases, partnerships and money by year, country, area and goal, as charts, tables and files."""
