"""Rules that hold the running text against the tables."""
