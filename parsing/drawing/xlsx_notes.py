"""A workbook with a comment at each cell that has a problem."""

from domain.finding import Check
from domain.report import Report
from parsing.drawing.cell_comments import comment
from parsing.drawing.comment_boxes import Comment
from parsing.drawing.notes import Note, notes
from parsing.drawing.parts import Parts
from parsing.drawing.words import Words
from parsing.readers.ooxml import opened
from parsing.readers.xlsx import cell_of
from parsing.readers.xlsx_sheet import sheet_parts


def commented(
    content: bytes, report: Report, check: Check, words: Words
) -> tuple[bytes, tuple[int, ...]]:
    """The same XLSX with a comment at each problem whose cell is known, and the numbers of those
    problems; problems of one cell share a comment. Every part but the comments, and what names
    them, stays as it is: formulas, their results, formats, charts. Raises what `opened` raises."""
    with opened(content, "xlsx") as package:
        parts, sheets = Parts(package), dict(sheet_parts(package))
        said: dict[str, dict[str, list[Note]]] = {}
        for note in notes(report, check, words):
            sheet, reference = cell_of(note.place) or ("", "")
            if sheet in sheets:
                said.setdefault(sheets[sheet], {}).setdefault(reference, []).append(note)
        for part, cells in said.items():
            comments = [
                Comment(reference, "\n".join(note.text for note in here))
                for reference, here in cells.items()
            ]
            comment(parts, part, comments, words("author"))
        numbers = {
            note.number for cells in said.values() for here in cells.values() for note in here
        }
        return parts.written_into(content), tuple(sorted(numbers))
