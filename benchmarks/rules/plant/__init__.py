"""Errors planted in consistent reports, each with what a check ought to say about it."""
