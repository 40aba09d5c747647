"""What people see: one app for each audience."""
