"""What every conversation offers, and what its buttons may say."""

from typing import Any

from telegram.ext import BaseHandler

Handlers = list[BaseHandler[Any, Any, Any]]

NUMBER = r"\d{1,9}"
"""The number of a row or page in a button's data, as long as the databases' 32 bits surely hold: a
longer one, which only a forged button has, is taken for stale."""
