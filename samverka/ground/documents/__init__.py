"""Private files: checked when they come in, stored outside the web root, served only to those who may see them."""
