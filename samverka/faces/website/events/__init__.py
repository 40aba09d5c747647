"""Events: what comes, registering without an account, and the calendar file."""
