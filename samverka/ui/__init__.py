"""How things are drawn: four shapes of page, forms, tables and components. Knows no stage."""
