"""What machines read: IATI and 360Giving, one file for one programme, built from public records only.

A case that lacks what a standard demands is left out of that file and listed with the reasons; it never spoils the
file. Demonstration and real cases cannot meet in a file: one file is of one programme, and `demands.py` keeps out a
case whose organisations do not fit the programme's kind.
"""
