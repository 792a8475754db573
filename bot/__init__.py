"""The chat face: conversations with clerks and supervisors, and what they get to read."""
