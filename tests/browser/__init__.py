"""Samverka as people meet it: a real server, a real Chromium, pages read by their visible words."""
