"""The rooms of partners and assessors."""
