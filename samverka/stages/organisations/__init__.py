"""Municipalities, regions and others: their names over time, who works for them, and who may sign for them."""
