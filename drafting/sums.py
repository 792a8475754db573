"""Which cells of the tables are sums of others, as the form prints them.

Source: 国办公开办函〔2021〕30号, annex: 总计 of every row, （七）总计 of every column of table 3,
and in the head of that table 第一项加第二项之和，等于第三项加第四项之和.
"""

from collections.abc import Mapping

from domain.form import Form, Table

_TOTAL = "total"
_RESULTS, _RESULTS_TOTAL = "results", "processed_total"


def sums(form: Form) -> Mapping[str, tuple[str, ...]]:
    """The cells that are added up, by the name of the cell that holds their sum."""
    found: dict[str, tuple[str, ...]] = {}
    for table in form.tables.values():
        found.update(_across(table))
        if _RESULTS in table.groups:
            found.update(_down(table))
    return found


def balance(table: Table, column: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides that are equal in a column of table 3: what came in, what became of it."""

    def named(*rows: str) -> tuple[str, ...]:
        return tuple(f"{table.key}.{row}.{column}" for row in rows)

    return named("received", "carried_in"), named(_RESULTS_TOTAL, "carried_out")


def _across(table: Table) -> dict[str, tuple[str, ...]]:
    return {
        f"{table.key}.{row.key}.{_TOTAL}": tuple(
            f"{table.key}.{row.key}.{column.key}" for column in part.columns if column.key != _TOTAL
        )
        for part in table.parts
        for row in part.rows
        if any(column.key == _TOTAL for column in part.columns)
    }


def _down(table: Table) -> dict[str, tuple[str, ...]]:
    """（七）总计 of each column; in the column 总计 it is the sum of its row."""
    (part,) = table.parts
    return {
        f"{table.key}.{_RESULTS_TOTAL}.{column.key}": tuple(
            f"{table.key}.{row}.{column.key}" for row in table.groups[_RESULTS]
        )
        for column in part.columns
        if column.key != _TOTAL
    }
