"""What the public can find, narrow and count: an index of the public cases, and the sums over them."""
