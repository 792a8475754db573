"""Which rows and columns of a table a report does not have, as messages name them."""

from collections.abc import Collection, Iterable, Sequence

from domain.form import Table

_MOST_NAMED = 6


def replaced_rows(table: Table, names: Iterable[str]) -> dict[str, str]:
    """Rows without a cell among `names`, with the row that the report prints in their place (see
    `Line.replaces`)."""
    printed = {name.split(".")[1] for name in names if name.startswith(f"{table.key}.")}
    return {
        replaced: row.key
        for row in table.merged
        if row.key in printed and printed.isdisjoint(row.replaces)
        for replaced in row.replaces
    }


def absent_lines(table: Table, names: Collection[str]) -> list[str]:
    """Rows and columns of which no cell is among `names`: ``["“规章”一行", "“总计”一列"]``. Where
    all rows of a part are absent its columns are not named too."""
    present = {tuple(name.split(".")[1:]) for name in names if name.startswith(f"{table.key}.")}
    merged = replaced_rows(table, names)
    absent: list[str] = []
    for part in table.parts:
        rows = [merged.get(row.key, row.key) for row in part.rows]
        printed = [row for row in rows if any((row, line.key) in present for line in part.columns)]
        absent += [
            f"“{line.short}”一行"
            for line, row in zip(part.rows, rows, strict=True)
            if row not in printed
        ]
        absent += [
            f"“{line.short}”一列"
            for line in part.columns
            if printed and not any((row, line.key) in present for row in printed)
        ]
    return absent


def listed(lines: Sequence[str]) -> str:
    """The first lines in one phrase, and how many there are where that is not all."""
    shown = "、".join(lines[:_MOST_NAMED])
    return shown if len(lines) <= _MOST_NAMED else f"{shown}等 {len(lines)} 处"
