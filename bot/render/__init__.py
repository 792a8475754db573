"""Turns what is known into what is said: pure functions from data to `Reply`."""
