"""The type of what every conversation offers."""

from typing import Any

from telegram.ext import BaseHandler

Handlers = list[BaseHandler[Any, Any, Any]]
