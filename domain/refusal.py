"""Why a file cannot be read: the sender's file, not a fault of ours."""

from enum import StrEnum


class Refusal(StrEnum):
    """The reasons; the words for people stand in the text catalogues under these codes."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LONG = "too_long"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    SCAN = "scan"
    OCR_MISSING = "ocr_missing"
    OFFICE_MISSING = "office_missing"
    UNSUPPORTED_KIND = "unsupported_kind"
    NOT_A_REPORT = "not_a_report"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"


class FileRefused(Exception):  # noqa: N818 - a refusal is an outcome, not a fault
    """A file that cannot be read, and why. `kind` names the detected kind of file, if any."""

    def __init__(self, reason: Refusal, kind: str | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.kind = kind
