"""The map: where in the world and at home the public cases are, as a drawing made here and as a list."""
