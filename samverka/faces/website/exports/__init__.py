"""A view of the catalogue as a file: CSV, XLSX, JSON and Atom, of exactly the rows that the view finds."""
