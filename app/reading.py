"""Reads report files named on the command line."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.texts import Catalogue
from domain.refusal import FileRefused
from domain.report import Report
from parsing.sandbox import ChildFailedError, read_safely


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file was not read: a code for programs and a sentence for people."""

    code: str
    message: str


def read_file(
    path: Path, texts: Catalogue, unit: str | None = None, year: int | None = None
) -> Report | Unreadable:
    """The report in the file; `unit` and `year` stand in for what it does not say itself."""
    try:
        content = path.read_bytes()
    except OSError:
        return Unreadable("not_found", texts.plain("cli.not_found", file_name=path.name))
    try:
        report = read_safely(content, ocr=True)
    except FileRefused as refused:
        key = f"refusal.{refused.reason.value}"
        return Unreadable(refused.reason.value, texts.plain(key, file_name=path.name))
    except ChildFailedError:
        return Unreadable("not_read", texts.plain("cli.not_read", file_name=path.name))
    return replace(report, unit=unit or report.unit, year=year or report.year)
