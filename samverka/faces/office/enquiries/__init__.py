"""Office: the room of messages from the contact form."""
