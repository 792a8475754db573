"""What the commands share: exit codes and the JSON on standard output."""

import json
import sys

from app.reading import Unreadable

OK, ERRORS, UNUSABLE = 0, 1, 2


def print_json(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def refusal_json(name: str, unreadable: Unreadable) -> dict[str, object]:
    """The entry of a file that could not be read."""
    return {"file": name, "error": {"code": unreadable.code, "message": unreadable.message}}
