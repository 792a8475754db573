"""The words of the three tables, both forms at once, ready to be looked up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from domain.form import FORM_YEARS, Line, Table, load_form
from domain.wording import fold
from parsing.assemble.likeness import ALIKE, bare, likeness

TABLES = ("disclosure", "applications", "reviews")
TABLE_OF_SECTION = {"二": "disclosure", "三": "applications", "四": "reviews"}

_HEADER_WORDS = {
    "disclosure": ("信息内容",),
    "applications": ("申请人情况", "法人或其他组织", "三、本年度办理结果"),
    "reviews": ("行政诉讼",),
}
"""Printed in the tables' heads, but naming neither a row nor a column that holds numbers."""

_BALANCE_NOTE = "(本列数据的勾稽关系"


@dataclass(frozen=True, slots=True)
class Label:
    """A row or column of a table in any form: its key, and every spelling that means it, folded,
    with and without the leading number. `group` is the folded label it is printed under, `forms`
    the forms that print it."""

    key: str
    spellings: frozenset[str]
    forms: frozenset[str]
    group: str | None = None

    def likeness(self, text: str) -> float:
        """How much `text` looks like this label, from 0 to 1."""
        return _likeness(self.spellings, text)


@lru_cache(maxsize=16384)
def _likeness(spellings: frozenset[str], text: str) -> float:
    printed = {fold(text), bare(text)}
    if printed & spellings:
        return 1.0
    return max(likeness(each, spelling) for each in printed for spelling in spellings)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a table in one form: the rows and columns that cross."""

    form: str
    rows: frozenset[str]
    columns: tuple[Label, ...]

    @property
    def column_keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)


def _label(line: Line, form: str) -> Label:
    texts = (line.label, *line.variants, *line.misprints)
    spellings = frozenset(spelling for text in texts for spelling in (fold(text), bare(text)))
    group = bare(line.group) if line.group else None
    return Label(line.key, spellings, frozenset({form}), group)


def _forms_of(table: str) -> Iterator[tuple[str, Table]]:
    for form in FORM_YEARS:
        yield form, load_form(form).tables[table]


@cache
def rows_of(table: str) -> tuple[Label, ...]:
    """Every row of a table in any form, in printed order."""
    rows: list[Label] = []
    for form, each in _forms_of(table):
        _merge(rows, [_label(row, form) for row in _rows_in_order(each)])
    return tuple(rows)


def _rows_in_order(table: Table) -> Iterator[Line]:
    """The rows of one form, those that stand for several others before the first of these."""
    for part in table.parts:
        for row in part.rows:
            yield from (each for each in table.merged if each.replaces[:1] == (row.key,))
            yield row


def _merge(into: list[Label], labels: Iterable[Label]) -> None:
    """Adds the rows of one form to those of others, each behind its neighbour."""
    behind = 0
    for label in labels:
        at = next((i for i, each in enumerate(into) if each.key == label.key), None)
        if at is None:
            into.insert(behind, label)
            behind += 1
            continue
        known = into[at]
        into[at] = Label(
            label.key,
            known.spellings | label.spellings,
            known.forms | label.forms,
            known.group or label.group,
        )
        behind = at + 1


@cache
def parts_of(table: str) -> tuple[Part, ...]:
    """The parts of a table in each form."""
    return tuple(
        Part(
            form,
            frozenset(row.key for row in part.rows),
            tuple(_label(column, form) for column in part.columns),
        )
        for form, each in _forms_of(table)
        for part in each.parts
    )


@cache
def column_labels(table: str) -> tuple[Label, ...]:
    """Every column of a table in any form; columns printed alike are one, with both forms."""
    labels: dict[tuple[str, frozenset[str]], Label] = {}
    for part in parts_of(table):
        for label in part.columns:
            known = labels.get((label.key, label.spellings))
            forms = label.forms | known.forms if known else label.forms
            labels[label.key, label.spellings] = Label(label.key, label.spellings, forms)
    return tuple(labels.values())


@cache
def _evidence() -> dict[str, str | None]:
    words: dict[str, str | None] = {}
    for table in TABLES:
        own = {s for label in (*rows_of(table), *column_labels(table)) for s in label.spellings}
        own.update(label.group for label in rows_of(table) if label.group)
        own.update(form for word in _HEADER_WORDS[table] for form in (fold(word), bare(word)))
        own.update(
            fold(part.heading)
            for _, each in _forms_of(table)
            for part in each.parts
            if part.heading
        )
        for word in own:
            words[word] = None if word in words else table
    return words


def table_of(text: str) -> str | None:
    """The table that a printed word belongs to, where it belongs to one only."""
    folded = fold(text)
    if folded.startswith(_BALANCE_NOTE):
        return "applications"
    words = _evidence()
    return words.get(folded) or words.get(bare(text))


def is_table_word(text: str) -> bool:
    """Whether a text is a label, heading or note of one of the tables. The headings of table 2 are
    known with characters lost as well: nothing else in a report looks like them."""
    folded = fold(text)
    if folded.startswith(_BALANCE_NOTE) or folded in _evidence() or bare(text) in _evidence():
        return True
    return any(likeness(folded, heading) >= ALIKE for heading in _part_headings())


@cache
def _part_headings() -> frozenset[str]:
    """The headings inside tables, folded (``第二十条第(一)项``)."""
    return frozenset(
        fold(part.heading)
        for table in TABLES
        for _, each in _forms_of(table)
        for part in each.parts
        if part.heading
    )


@lru_cache(maxsize=4096)
def best_row(table: str, text: str) -> Label | None:
    """The row that `text` means; None where nothing is like it or two rows are alike."""
    return _best(rows_of(table), text)


@lru_cache(maxsize=4096)
def best_column(table: str, text: str) -> Label | None:
    """The column that `text` means; None where nothing is like it or two columns are alike."""
    return _best(column_labels(table), text)


def _best(labels: Iterable[Label], text: str) -> Label | None:
    if not fold(text):
        return None
    scored = [(label.likeness(text), label) for label in labels]
    score, winner = max(scored, key=itemgetter(0), default=(0.0, None))
    if winner is None or score == 0:
        return None
    rivals = (each for each, label in scored if label.key != winner.key)
    return winner if score > max(rivals, default=0.0) else None
