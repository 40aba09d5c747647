"""What is measured: pages beside a bare view, queries, bytes, and a crowd that applies at once.

Not part of the tests: machines differ, and a timed assertion fails by chance. Times are given as ratios within one run.
"""
