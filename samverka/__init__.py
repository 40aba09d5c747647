"""Samverka: the open platform for international municipal partnership programmes."""
