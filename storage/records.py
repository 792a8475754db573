"""How checks and drawings are kept as JSON, for the room that writes them and the room that reads
them back."""

from pydantic import TypeAdapter

from domain.drawing import Drawing
from domain.finding import Check

_CHECK = TypeAdapter(Check)
_DRAWING = TypeAdapter(Drawing)


def check_to_json(check: Check) -> str:
    return _CHECK.dump_json(check).decode("utf-8")


def check_from_json(text: str) -> Check:
    """Raises pydantic.ValidationError where `text` is no check."""
    return _CHECK.validate_json(text)


def drawing_to_json(drawing: Drawing) -> str:
    return _DRAWING.dump_json(drawing).decode("utf-8")


def drawing_from_json(text: str) -> Drawing:
    """Raises pydantic.ValidationError where `text` is no drawing."""
    return _DRAWING.validate_json(text)
