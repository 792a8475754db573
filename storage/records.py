"""How a check is kept as JSON, for the room that writes it and the room that reads it back."""

from pydantic import TypeAdapter

from domain.finding import Check

_CHECK = TypeAdapter(Check)


def check_to_json(check: Check) -> str:
    return _CHECK.dump_json(check).decode("utf-8")


def check_from_json(text: str) -> Check:
    """Raises pydantic.ValidationError where `text` is no check."""
    return _CHECK.validate_json(text)
