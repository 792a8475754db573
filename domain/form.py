"""The official forms as data: sections, tables, rows and columns with the labels as printed.

The files beside this one in ``forms/`` hold the two forms in force since 2019; a third form is
one more file.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FORM_YEARS = ("2019", "2021")


@dataclass(frozen=True, slots=True)
class FormSection:
    """A top-level section: its number (一 to 六), its heading, and headings accepted instead."""

    number: str
    heading: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column of a table.

    `label` is as printed in the official form, `short` how messages name it, `group` the label of
    the rows it is printed under, `variants` other spellings that mean the same, `misprints`
    spellings seen in published reports that the official form does not have. `kind` says what a
    cell holds: ``count`` (whole number from 0), ``change`` (whole number with sign) or ``amount``
    (money). `replaces` lists rows that this one stands for where a report does not split them.
    """

    key: str
    label: str
    short: str
    group: str | None = None
    variants: tuple[str, ...] = ()
    misprints: tuple[str, ...] = ()
    kind: str = "count"
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePart:
    """Rows and columns that cross: every row has a cell in every column of its part."""

    heading: str | None
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One of the three tables. `name` is how messages call it (表二, 表三, 表四).

    `layout` is ``"rows"`` where each row is printed as a line, ``"wide"`` where all rows stand
    side by side in one line (table 4). `groups` names sets of rows for use in formulas. `merged`
    are rows that some reports print in place of several rows of this form (see `Line.replaces`).
    """

    key: str
    name: str
    section: str
    layout: str
    parts: tuple[TablePart, ...]
    groups: Mapping[str, tuple[str, ...]]
    merged: tuple[Line, ...] = ()

    def cell_names(self) -> Iterator[str]:
        """Every cell of the table in printed order."""
        for part in self.parts:
            for row in part.rows:
                for column in part.columns:
                    yield f"{self.key}.{row.key}.{column.key}"

    def row(self, key: str) -> Line | None:
        rows = (row for part in self.parts for row in part.rows)
        return next((row for row in (*rows, *self.merged) if row.key == key), None)

    def column(self, row_key: str, key: str) -> Line | None:
        """The column `key` of the part that holds row `row_key` (columns differ between parts)."""
        merged = next((row.replaces for row in self.merged if row.key == row_key), ())
        for part in self.parts:
            if any(row.key == row_key or row.key in merged for row in part.rows):
                return next((column for column in part.columns if column.key == key), None)
        return None


@dataclass(frozen=True, slots=True)
class Form:
    """An official form: its year, the document that ordered it, and the report years it is for."""

    key: str
    document: str
    first_year: int
    last_year: int | None
    sections: tuple[FormSection, ...]
    tables: Mapping[str, Table]

    def covers(self, report_year: int) -> bool:
        return self.first_year <= report_year and (
            self.last_year is None or report_year <= self.last_year
        )

    def row_label(self, name: str) -> str:
        """The row of a cell as messages print it: ``"行政复议"``."""
        table, row, _ = name.split(".")
        line = self.tables[table].row(row)
        return line.short if line else row

    def column_label(self, name: str) -> str:
        """The column of a cell as messages print it: ``"总计"``."""
        table, row, column = name.split(".")
        line = self.tables[table].column(row, column)
        return line.short if line else column

    def kind(self, name: str) -> str:
        """What a cell holds: ``count``, ``change`` or ``amount`` (see `Line`)."""
        table, row, column = name.split(".")
        line = self.tables[table].column(row, column)
        return line.kind if line else "count"

    def cell_label(self, name: str) -> str:
        """A cell as messages print it: ``"表四 · 行政复议 · 总计"``."""
        table = name.split(".", 1)[0]
        return f"{self.tables[table].name} · {self.row_label(name)} · {self.column_label(name)}"


@cache
def load_form(key: str) -> Form:
    """Loads the form ``"2019"`` or ``"2021"``.

    Raises KeyError for a form that does not exist.
    """
    if key not in FORM_YEARS:
        raise KeyError(key)
    text = files("domain").joinpath("forms", f"{key}.toml").read_text("utf-8")
    return _form(tomllib.loads(text))


def naming_form(key: str | None, report_year: int | None) -> Form:
    """The form whose names to use for a report: the one its tables follow (`key`), else the one of
    its year, else the latest."""
    if key is not None:
        return load_form(key)
    by_year = form_for_year(report_year) if report_year is not None else None
    return by_year or load_form(FORM_YEARS[-1])


def form_for_year(report_year: int) -> Form | None:
    """The form prescribed for reports of `report_year`, or None before 2019."""
    return next((f for f in map(load_form, FORM_YEARS) if f.covers(report_year)), None)


def _form(data: dict[str, Any]) -> Form:
    return Form(
        key=data["form"],
        document=data["document"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        sections=tuple(
            FormSection(s["number"], s["heading"], tuple(s.get("variants", ())))
            for s in data["sections"]
        ),
        tables={table["key"]: _table(table) for table in data["tables"]},
    )


def _table(data: dict[str, Any]) -> Table:
    return Table(
        key=data["key"],
        name=data["name"],
        section=data["section"],
        layout=data["layout"],
        parts=tuple(
            TablePart(
                heading=part.get("heading"),
                rows=tuple(_line(row) for row in part["rows"]),
                columns=tuple(_line(column) for column in part["columns"]),
            )
            for part in data["parts"]
        ),
        groups={name: tuple(rows) for name, rows in data.get("groups", {}).items()},
        merged=tuple(_line(row) for row in data.get("merged", ())),
    )


def _line(data: dict[str, Any]) -> Line:
    return Line(
        key=data["key"],
        label=data["label"],
        short=data.get("short", data["label"]),
        group=data.get("group"),
        variants=tuple(data.get("variants", ())),
        misprints=tuple(data.get("misprints", ())),
        kind=data.get("kind", "count"),
        replaces=tuple(data.get("replaces", ())),
    )
