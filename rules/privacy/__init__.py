"""Personal data and secrets that must not be published; none of it is ever repeated in full."""
