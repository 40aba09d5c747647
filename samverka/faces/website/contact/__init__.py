"""How to reach the office: other ways, the form, its receipt, and the link in the letter that confirms."""
