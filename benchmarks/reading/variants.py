"""The kinds of files and their variants, as data: what is written, how often, what to reach."""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.reading.pages import drawn_turned, flagged_turned, scanned
from benchmarks.reading.reports import Change, unsplit, with_blanks
from benchmarks.reading.sheet import one_sheet, sheet_per_table
from benchmarks.reading.web import clean_page, pasted_page, site_page
from benchmarks.reading.word import Look, write_docx
from tests.parsing.ofd_paper import ScaledPage, lay_out_ofd
from tests.parsing.scanner import photographed_aslant, printed
from tests.parsing.specimen import Specimen

Write = Callable[[Specimen, random.Random], bytes]
Finish = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way a report reaches us.

    `write` makes the file or, where `office` names a target of LibreOffice, the Word file or
    workbook that goes there; `finish` changes what came out. `weight` is the share of documents.
    `cells` is the share of cells to reach; a share of 1 asks for perfect documents too.
    """

    kind: str
    name: str
    write: Write
    weight: float = 1.0
    cells: float = 1.0
    change: Change | None = None
    long: bool = False
    office: str | None = None
    finish: Finish | None = None


NEARLY = 0.999
SCANS = 0.995


def _word(look: Look | None = None) -> Write:
    return lambda report, chance: write_docx(report, look or Look(), chance)


def _text(markdown: bool = False, encoding: str = "utf-8") -> Write:
    return lambda report, _: report.text(markdown=markdown).encode(encoding)


def _page(write: Callable[[Specimen], bytes]) -> Write:
    return lambda report, _: write(report)


def _docx(name: str, look: Look | None = None, change: Change | None = None) -> Variant:
    return Variant("docx", name, _word(look), change=change)


def _pdf(name: str, look: Look | None = None, cells: float = 1.0, **more: object) -> Variant:
    settings = {"weight": 0.8, **more}
    return Variant("pdf", name, _word(look), cells=cells, office="pdf", **settings)  # type: ignore[arg-type]


def _turned(turn: Callable[[bytes], bytes]) -> Finish:
    return lambda pdf, _: turn(pdf)


def _scanner(worn: bool) -> Finish:
    return lambda pdf, chance: scanned(pdf, chance, worn=worn)


def _photos(pdf: bytes, chance: random.Random) -> bytes:
    """The pages as pictures in a ZIP, as a chat hands them in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, page in enumerate(printed(pdf), 1):
            pitch, yaw = chance.uniform(-15, 15), chance.uniform(-15, 15)
            photo = photographed_aslant(page, pitch, yaw, seed=chance.randrange(2**32))
            archive.writestr(f"{number:03}.jpg", photo)
    return buffer.getvalue()


def _scaled_ofd(report: Specimen) -> bytes:
    return lay_out_ofd(report, new_page=ScaledPage)


def _turned_ofd(report: Specimen) -> bytes:
    return lay_out_ofd(report, turned=True)


VARIANTS = (
    _docx("plain"),
    _docx("blanks", change=with_blanks),
    _docx("unsplit", change=unsplit),
    _docx("tracked changes", Look(tracked=True)),
    _docx("numbered headings", Look(numbered=True)),
    _docx("nested tables", Look(tables="nested")),
    _docx("content controls", Look(tables="control")),
    _docx("spaced labels", Look(labels="spaced")),
    _docx("mangled labels", Look(labels="mangled")),
    Variant("html", "clean", _page(clean_page)),
    Variant("html", "blanks", _page(clean_page), change=with_blanks),
    Variant("html", "unsplit", _page(clean_page), change=unsplit),
    Variant("html", "span per character", _page(pasted_page)),
    Variant("html", "site with navigation", _page(site_page)),
    Variant("text", "tabs", _text()),
    Variant("text", "tabs, GB18030", _text(encoding="gb18030")),
    Variant("text", "blanks", _text(), change=with_blanks),
    Variant("text", "unsplit", _text(), change=unsplit),
    Variant("text", "Markdown", _text(markdown=True)),
    _pdf("portrait"),
    _pdf("blanks", change=with_blanks),
    _pdf("unsplit", change=unsplit),
    _pdf("mangled labels", Look(labels="mangled")),
    _pdf("landscape", Look(landscape=True), NEARLY),
    _pdf("broken over pages", None, NEARLY, long=True),
    _pdf("broken, heads repeated", Look(repeated_heads=True), NEARLY, long=True),
    _pdf("broken, landscape", Look(landscape=True), NEARLY, long=True),
    _pdf("borderless", Look(ruled=False), NEARLY),
    _pdf("sideways by flag", None, NEARLY, finish=_turned(flagged_turned)),
    _pdf("sideways as drawn", None, NEARLY, finish=_turned(drawn_turned)),
    Variant("xlsx", "one sheet", _page(one_sheet)),
    Variant("xlsx", "sheet per table", _page(sheet_per_table)),
    Variant("xlsx", "blanks", _page(one_sheet), change=with_blanks),
    Variant("ofd", "lines", _page(lay_out_ofd)),
    Variant("ofd", "blanks", _page(lay_out_ofd), change=with_blanks),
    Variant("ofd", "single characters", _page(_scaled_ofd)),
    Variant("ofd", "broken over pages", _page(lay_out_ofd), long=True),
    Variant("ofd", "on its side", _page(_turned_ofd), cells=NEARLY),
    Variant("doc", "plain", _word(), weight=0.3, office="doc"),
    Variant("xls", "one sheet", _page(one_sheet), weight=0.3, office="xls"),
)

SCANNED = (
    Variant("scan", "clean", _word(), 1.0, SCANS, office="pdf", finish=_scanner(False)),
    Variant("scan", "worn", _word(), 1.0, SCANS, office="pdf", finish=_scanner(True)),
    Variant("scan", "photos held aslant", _word(), 0.5, SCANS, office="pdf", finish=_photos),
)
"""Scans and photos: each page takes seconds to read, so there are as many as are asked for."""


def shares(documents: int, variants: tuple[Variant, ...]) -> dict[Variant, int]:
    """How many documents each variant gets: by weight, at least one, `documents` or a few more
    in all."""
    unit = documents / sum(variant.weight for variant in variants)
    return {variant: max(1, -int(-unit * variant.weight // 1)) for variant in variants}
