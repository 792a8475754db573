"""Plain data and pure functions that every room shares; imports nothing of ours."""
