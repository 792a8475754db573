"""Rules about single cells: what may stand in them, and blanks."""
