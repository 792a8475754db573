"""Patterns of words as data; see `rules.pattern`."""
