"""One class for each subject; each works inside the session of a unit of work."""
