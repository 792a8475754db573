"""The valid files that fuzzing starts from, and how often each is taken."""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from benchmarks.reading import office
from benchmarks.reading.sheet import one_sheet
from benchmarks.reading.web import clean_page, pasted_page, site_page
from benchmarks.reading.word import Look, write_docx
from tests.parsing.paper import lay_out
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
    ]


def _converted(kinds: Collection[str]) -> list[Seed]:
    chance = random.Random(2)  # noqa: S311 - invented reports, not secrets
    word = {"new": write_docx(NEW, Look(), chance), "old": write_docx(OLD, Look(), chance)}
    made = []
    if "pdf" in kinds:
        printed = office.convert(word, "pdf", lambda _: None)
        made += [
            _seed("pdf", "LibreOffice, 2021", printed["new"], NEW, 4),
            _seed("pdf", "LibreOffice, 2019", printed["old"], OLD, 3),
        ]
    if "doc" in kinds:
        # Few, because each is a run of LibreOffice.
        binary = office.convert({"new": word["new"]}, "doc", lambda _: None)
        made.append(_seed("doc", "LibreOffice", binary["new"], NEW, 0.2))
    return made


def _seed(kind: str, name: str, content: bytes, report: Specimen, weight: float) -> Seed:
    return Seed(kind, name, content, dict(report.cells), weight)
