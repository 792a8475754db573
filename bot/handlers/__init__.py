"""The conversations, one per file; `register` adds them all to an application."""

from typing import Any

from telegram.ext import Application

from bot.handlers import (
    buttons,
    cancel,
    confirm,
    deadline,
    draft,
    fallback,
    files,
    filing,
    frequent,
    groups,
    history,
    invite,
    pictures,
    problem,
    reminders,
    report,
    results,
    rollup,
    rules,
    settings,
    start,
    status,
    submit,
    submitting,
    units,
    versions,
)

ORDER = (
    groups,
    start,
    status,
    reminders,
    frequent,
    history,
    results,
    report,
    deadline,
    draft,
    rules,
    settings,
    rollup,
    invite,
    units,
    versions,
    submitting,
    files,
    filing,
    problem,
    pictures,
    confirm,
    submit,
    cancel,
    buttons,
    fallback,
)
"""The first conversation that takes an update has it; `fallback` takes what is left."""


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    for conversation in ORDER:
        for handler in conversation.handlers():
            application.add_handler(handler)
