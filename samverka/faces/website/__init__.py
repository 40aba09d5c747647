"""The public site: calls, partnerships, cases and organisations, search, feed; no log-in, no cookie, no script."""
