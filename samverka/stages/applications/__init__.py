"""Joint applications: drafted together, signed by each organisation, submitted as one frozen version."""
