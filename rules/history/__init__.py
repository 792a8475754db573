"""Rules that hold a report against that of the year before."""
