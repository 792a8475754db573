"""Arithmetic between cells, as data."""
