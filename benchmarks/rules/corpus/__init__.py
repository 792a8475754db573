"""Consistent reports as clerks write them, in our own words, drawn from a seed.

Knows the official forms and nothing of the rules: what a report here says is judged by the numbers
that it was written from, never by how a rule would read it.
"""
