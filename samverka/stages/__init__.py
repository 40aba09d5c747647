"""The programme itself, one app for each stage; no pages."""
