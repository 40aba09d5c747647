"""Messages to people: written in the transaction that caused them, sent after it, kept as they were sent."""
