"""How far the reading of a file is."""

from collections.abc import Callable

OnPage = Callable[[int, int], None]
"""Told the number of each page before it is read, and how many there are."""


def unobserved(page: int, pages: int) -> None:
    """Where nobody asks."""
