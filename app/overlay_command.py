"""`nianbao extract --overlay`: what was read, drawn over the pages of the file."""

from pathlib import Path

from bot.texts import Catalogue
from domain.report import Report

_KINDS = {".png": "png", ".pdf": "pdf"}


def save_overlay(file: Path, report: Report, target: Path, texts: Catalogue) -> str | None:
    """Writes the picture or PDF to `target`; where that cannot be, a sentence that says why."""
    from parsing.overlay import NoPages, draw_overlay

    kind = _KINDS.get(target.suffix.lower())
    if kind is None:
        return texts.plain("cli.overlay_kind")
    try:
        drawn = draw_overlay(file.read_bytes(), report, kind)
    except NoPages:
        return texts.plain("cli.overlay_without_pages", file_name=file.name)
    try:
        target.write_bytes(drawn)
    except OSError:
        return texts.plain("cli.overlay_not_saved", file_name=target.name)
    return None
