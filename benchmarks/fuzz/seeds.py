"""The valid files that fuzzing starts from, and how often each is taken."""

import io
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PIL import Image

from benchmarks.reading import office
from benchmarks.reading.sheet import one_sheet
from benchmarks.reading.web import clean_page, pasted_page, site_page
from benchmarks.reading.word import Look, write_docx
from parsing.office import can_open
from tests.parsing.ofd_paper import lay_out_ofd
from tests.parsing.paper import lay_out
from tests.parsing.scanner import photographed, printed, scanned
from tests.parsing.specimen import Specimen, Value, consistent_cells

TEXTS = {"一": ["本机关依法做好公开。"], "五": ["公开渠道还不够多，今后改进。"], "六": ["无。"]}
OLD = Specimen("清河县水务局", 2020, "2019", consistent_cells("2019", 3), TEXTS)
NEW = Specimen("云岭市民政局", 2023, "2021", consistent_cells("2021", 4), TEXTS)


@dataclass(frozen=True, slots=True, eq=False)
class Seed:
    """A valid file, the cells it says, and its share of all mutated files."""

    kind: str
    name: str
    content: bytes
    truth: Mapping[str, Value]
    weight: float

    @property
    def is_scan(self) -> bool:
        """Whether reading it means recognising pictures, which takes seconds."""
        return self.kind == "scan"


def seeds(kinds: Collection[str], *, with_office: bool) -> list[Seed]:
    """The valid files of these kinds; `with_office` adds those that LibreOffice has to write."""
    made = [seed for seed in _written() if seed.kind in kinds]
    if with_office and office.is_installed():
        made += _converted(kinds)
    return made


def _written() -> list[Seed]:
    chance = random.Random(1)  # noqa: S311 - invented reports, not secrets
    tracked = Look(tracked=True, numbered=True, tables="control")
    return [
        _seed("text", "tabs", NEW.text().encode(), NEW, 15),
        _seed("text", "tabs in GB18030", OLD.text().encode("gb18030"), OLD, 8),
        _seed("text", "Markdown", OLD.text(markdown=True).encode(), OLD, 12),
        _seed("html", "clean", clean_page(NEW), NEW, 10),
        _seed("html", "span per character", pasted_page(OLD), OLD, 3),
        _seed("html", "site with navigation", site_page(OLD), OLD, 7),
        _seed("docx", "plain", write_docx(NEW, Look(), chance), NEW, 12),
        _seed("docx", "tracked", write_docx(OLD, tracked, chance), OLD, 8),
        _seed("xlsx", "one sheet", one_sheet(NEW), NEW, 10),
        _seed("pdf", "uncompressed", lay_out(NEW), NEW, 8),
        _seed("ofd", "lines of text", lay_out_ofd(NEW), NEW, 8),
        _seed("ofd", "lying on its side", lay_out_ofd(OLD, turned=True), OLD, 4),
    ]


def _converted(kinds: Collection[str]) -> list[Seed]:
    chance = random.Random(2)  # noqa: S311 - invented reports, not secrets
    word = {"new": write_docx(NEW, Look(), chance), "old": write_docx(OLD, Look(), chance)}
    made = []
    if "pdf" in kinds or "scan" in kinds:
        on_paper = office.convert(word, "pdf", lambda _: None)
        made += [
            _seed("pdf", "LibreOffice, 2021", on_paper["new"], NEW, 4),
            _seed("pdf", "LibreOffice, 2019", on_paper["old"], OLD, 3),
            *_scans(on_paper["new"]),
        ]
    # Few of these, because each is a run of LibreOffice.
    if "doc" in kinds:
        binary = office.convert({"new": word["new"]}, "doc", lambda _: None)
        made.append(_seed("doc", "LibreOffice", binary["new"], NEW, 0.2))
    if "xls" in kinds and can_open("xls"):
        binary = office.convert({"new": one_sheet(NEW)}, "xls", lambda _: None)
        made.append(_seed("xls", "LibreOffice", binary["new"], NEW, 0.2))
    return [seed for seed in made if seed.kind in kinds]


def _scans(pdf: bytes) -> list[Seed]:
    """Few, because each takes seconds to read."""
    pages = printed(pdf)
    png = io.BytesIO()
    Image.fromarray(pages[0]).save(png, "PNG")
    return [
        _seed("scan", "PDF", scanned(pages, 1), NEW, 0.1),
        _seed("scan", "JPEG", photographed(pages[0], 0, 2), NEW, 0.05),
        _seed("scan", "PNG", png.getvalue(), NEW, 0.05),
    ]


def _seed(kind: str, name: str, content: bytes, report: Specimen, weight: float) -> Seed:
    return Seed(kind, name, content, dict(report.cells), weight)
