"""Programme owners, programmes, case types, taxonomies, and the dated rules that calls and cases point at."""
