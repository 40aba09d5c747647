"""The demonstration: a standing cast in a fictional programme, and the real partnerships known from public sources."""
