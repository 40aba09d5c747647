"""The lasting relation between organisations in different countries, in which one case follows another."""
