"""What came of one mutated file, and whether an all-clear for it is wrong.

An all-clear is a report that is read without a warning and with every cell certain, in which the
check finds nothing and leaves nothing unjudged but what it does in the undamaged file. It is wrong
if its cells are not those of the seed, in two cases, both told from the text form of the file,
which is made here with other means than the readers':

- a number was read that the file does not say, or is read more often than the file says it;
- the mutation left all numbers of the file and their order alone, and yet a cell was read other
  than the seed says it.

Of a scan nothing is told otherwise: there an all-clear is wrong if any cell is other than the seed
says it, and a cell counts as certain where nobody is asked to look at it.

What this cannot see: numbers that the mutation has moved, if they add up at their new places.
"""

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache, reduce
from html import unescape
from operator import or_

import pdfplumber
import pypdfium2

from benchmarks.fuzz.seeds import Seed
from domain.refusal import FileRefused
from domain.report import CONFIRM_BELOW, Report
from parsing.detect import decode, detect
from parsing.office import as_ooxml
from parsing.reading import read_report
from rules.check import check

_OFFICE_SECONDS = 15
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_DELETED = re.compile(r"<w:del\b.*?</w:del>", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style|head)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"</?(?:p|td|th|tr|div|li|br)\b[^>]*>", re.IGNORECASE)
_OFFICE_TEXT = re.compile(r"<(?:w:)?[tv](?:\s[^>]*)?>([^<]*)</|</(?:w:p|c|si)>")
_CELL = re.compile(r"</?(?:td|th|tr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_PLACED = re.compile(r"<ofd:TextCode\b[^>]*>([^<]*)<")
_PARTS = re.compile(
    r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml"
    r"|Doc_0/PublicRes\.xml|Doc_0/Pages/[^/]+/Content\.xml"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`outcome` is ``"refused"``, ``"doubted"`` (read, with findings or warnings), ``"clear"`` or
    ``"wrong"``; `detail` the reason of a refusal, or what is wrong."""

    outcome: str
    detail: str = ""


def judge(content: bytes, seed: Seed) -> Verdict:
    """Reads and checks one mutated copy of `seed`. Lets out whatever is raised but refusals."""
    try:
        content = as_ooxml(content, _OFFICE_SECONDS)
        report = read_report(content, ocr=seed.is_scan)
    except FileRefused as refused:
        return Verdict("refused", refused.reason.value)
    sure = CONFIRM_BELOW if seed.is_scan else 1
    certain = all(cell.confidence >= sure for cell in report.cells.values())
    if report.warnings or not certain or _objections(report) - _usual_objections(seed):
        return Verdict("doubted")
    wrong = _wrong(report, content, seed)
    return Verdict("wrong", wrong) if wrong else Verdict("clear")


def _objections(report: Report) -> Counter[str]:
    """The rules that fail or cannot be judged, each as often as it does."""
    result = check(report)
    return Counter(each.rule for each in (*result.findings, *result.unassessed))


@cache
def _usual_objections(seed: Seed) -> Counter[str]:
    content = as_ooxml(seed.content, _OFFICE_SECONDS)
    return _objections(read_report(content, ocr=seed.is_scan))


def _wrong(report: Report, content: bytes, seed: Seed) -> str:
    otherwise = _otherwise(report, seed)
    if seed.is_scan or not otherwise:
        # No reader makes up a whole report as it was before the damage.
        return otherwise
    kind = detect(content)
    said = [numbers(content)]
    if kind == "html":
        # Lines of one cell may be one number, wrapped.
        said.append(_numbers(_marked_text(_text(content), _CELL)))
    if kind == "pdf":
        # A damaged font or page speaks to one library and not to the other.
        said.append(_numbers(_pdfium_text(content)))
    read = Counter(
        number for cell in report.cells.values() for number in _NUMBER.findall(cell.text)
    )
    invented = read - reduce(or_, map(Counter, said))
    if invented:
        return f"read but not said: {dict(invented)}"
    return otherwise if said[0] == _seed_numbers(seed) else ""


def _otherwise(report: Report, seed: Seed) -> str:
    values = {name: cell.value for name, cell in report.cells.items()}
    names = values.keys() | seed.truth.keys()
    changed = sorted(name for name in names if values.get(name) != seed.truth.get(name))
    return f"read otherwise without cause: {changed}" if changed else ""


@cache
def _seed_numbers(seed: Seed) -> tuple[str, ...]:
    return numbers(as_ooxml(seed.content, _OFFICE_SECONDS))


def numbers(content: bytes) -> tuple[str, ...]:
    """The numbers that a file says, in order, from a plain look at its text."""
    kind = detect(content)
    if kind == "pdf":
        return _numbers(_pdf_text(content))
    if kind in ("docx", "xlsx", "ofd"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = sorted(name for name in archive.namelist() if _PARTS.fullmatch(name))
            texts = [archive.read(name).decode("utf-8", "replace") for name in names]
        plain = _placed_text if kind == "ofd" else _office_text
        return _numbers("\n".join(map(plain, texts)))
    text = _text(content)
    return _numbers(_marked_text(text, _BREAK) if kind == "html" else text)


def _text(content: bytes) -> str:
    return decode(content) or content.decode("utf-8", "replace")


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(text))


def _marked_text(text: str, breaks: re.Pattern[str]) -> str:
    return unescape(_TAG.sub("", breaks.sub("\n", _HIDDEN.sub("", text))))


def _office_text(xml: str) -> str:
    """Text elements, a new line wherever a paragraph or a cell ends."""
    found = _OFFICE_TEXT.finditer(_DELETED.sub("", xml))
    return unescape("".join("\n" if match[1] is None else match[1] for match in found))


def _placed_text(xml: str) -> str:
    """What OFD places on its pages, piece by piece."""
    return unescape("\n".join(_PLACED.findall(xml)))


def _pdf_text(content: bytes) -> str:
    """The words of all pages, or nothing where pdfplumber gives up on a damaged file."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            pages = [page.dedupe_chars().extract_words() for page in pdf.pages]
    except Exception:
        return ""
    return "\n".join(word["text"] for page in pages for word in page)


def _pdfium_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
