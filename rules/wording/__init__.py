"""Slips of the pen that no arithmetic finds."""
