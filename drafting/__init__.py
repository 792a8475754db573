"""Drafts of this year's report: what is already known filled in, the rest left to the clerk."""
