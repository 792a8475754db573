"""Rules across units: a report that sums up beside those of the units below, and their texts."""
