"""Errors in the tables: wrong numbers, numbers in the wrong column, blanks, and no numbers."""

from itertools import pairwise

from benchmarks.rules.plant.desk import Desk, Kind, Planted, slip

_RESULTS = "result"
_CLASSES = ("received", "carried_in", _RESULTS, _RESULTS, "processed_total", "carried_out")
_MARKS = ("", "", "/", "-", "无")
_NO_NUMBERS = ("若干", "未统计", "数件", "见附件")
_SUMS = ("T3-", "T4-")


def wrong_number(desk: Desk) -> Planted | None:
    """Any cell of table 3, each kind of row as often as any other."""
    row = desk.chance.choice(_CLASSES)
    rows = desk.draft.form.tables["applications"].groups["results"] if row == _RESULTS else (row,)
    is_total = desk.chance.random() < 0.3
    names = [
        name
        for name in desk.draft.cells
        if name.split(".")[0] == "applications"
        and name.split(".")[1] in rows
        and name.endswith(".total") == is_total
    ]
    return _changed(desk, desk.chance.choice(names), "table 3: wrong number") if names else None


def wrong_review(desk: Desk) -> Planted | None:
    names = [name for name in desk.draft.cells if name.startswith("reviews.")]
    if not names:
        return None
    name = desk.chance.choice(names)
    # A sentence about the row would be held against a total that is in doubt itself.
    if not desk.claim(f"{name.rpartition('.')[0]}.total"):
        return None
    return _changed(desk, name, "table 4: wrong number", is_claimed=name.endswith(".total"))


def _changed(desk: Desk, name: str, kind: str, *, is_claimed: bool = False) -> Planted | None:
    if not is_claimed and not desk.claim(name):
        return None
    right = desk.draft.value(name)
    wrong = slip(desk.chance, right)
    desk.draft.cells[name] = str(wrong)
    return Planted(kind, _SUMS, f"{right} -> {wrong}", frozenset([name]))


def next_column(desk: Desk) -> Planted | None:
    """A number that stands one column too far to the right."""
    columns = [c.key for c in desk.draft.form.tables["applications"].parts[0].columns[:-1]]
    places = [
        (f"applications.{row}.{left}", f"applications.{row}.{right}")
        for row in {name.split(".")[1] for name in desk.draft.cells if name.startswith("appl")}
        for left, right in pairwise(columns)
    ]
    cells = desk.draft.cells
    filled = sorted(pair for pair in places if cells[pair[0]] != "0" and cells[pair[1]] == "0")
    if not filled:
        return None
    left, right = desk.chance.choice(filled)
    if not desk.claim(left, right):
        return None
    cells[left], cells[right] = cells[right], cells[left]
    what = f"{cells[right]} one column to the right"
    return Planted("table 3: next column", _SUMS, what, frozenset([left, right]))


def empty_total(desk: Desk) -> Planted | None:
    """A total that was not filled in although the numbers beside it are."""
    filled = [
        name
        for name, text in desk.draft.cells.items()
        if name.endswith(".total") and text != "0" and name.split(".")[0] != "disclosure"
    ]
    if not filled:
        return None
    name = desk.chance.choice(filled)
    if not desk.claim(name):
        return None
    desk.draft.cells[name] = ""
    return Planted("total left empty", _SUMS, "total left empty", frozenset([name]))


def blanks(desk: Desk) -> Planted | None:
    """Zeros that were not written, in one table."""
    table = desk.chance.choice(("disclosure", "applications", "reviews"))
    zeros = [
        name
        for name, text in desk.draft.cells.items()
        if name.startswith(f"{table}.") and text == "0"
    ]
    if len(zeros) < 2 or not desk.claim(f"blanks of {table}"):
        return None
    mark = desk.chance.choice(_MARKS)
    chosen = desk.chance.sample(zeros, desk.chance.randrange(2, len(zeros) + 1))
    chosen = [name for name in chosen if desk.claim(name)]
    for name in chosen:
        desk.draft.cells[name] = mark
    rule = {"disclosure": "T2-", "applications": "T3-", "reviews": "T4-"}[table]
    if not chosen:
        return None
    return Planted("blanks", (f"{rule}BLANK",), f"{len(chosen)} × {mark!r}", frozenset(chosen))


def no_number(desk: Desk) -> Planted | None:
    return _unfit(desk, desk.chance.choice(_NO_NUMBERS), "no number")


def unfit_number(desk: Desk) -> Planted | None:
    return _unfit(desk, desk.chance.choice(("-1", "-3", "0.5", "2.5")), "negative or fraction")


def _unfit(desk: Desk, text: str, kind: str) -> Planted | None:
    names = [name for name in desk.draft.cells if not name.endswith((".change", ".amount"))]
    name = desk.chance.choice(names)
    if not desk.claim(name):
        return None
    desk.draft.cells[name] = text
    return Planted(kind, ("T",), text, frozenset([name]))


_PARTS = ("tables",)
KINDS = (
    Kind("table 3: wrong number", "table", wrong_number, _PARTS, 6),
    Kind("table 4: wrong number", "table", wrong_review, _PARTS, 2),
    Kind("table 3: next column", "table", next_column, _PARTS, 2),
    Kind("total left empty", "table", empty_total, _PARTS),
    Kind("blanks", "cells", blanks, _PARTS),
    Kind("no number", "cells", no_number, _PARTS, alone=True),
    Kind("negative or fraction", "cells", unfit_number, _PARTS, alone=True),
)
