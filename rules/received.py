"""The totals of the rows of tables 3 and 4, also where only the other cells are filled in."""

from decimal import Decimal

from rules.subject import CannotJudge, Doubt, Subject

RECEIVED_TOTAL = "applications.received.total"
CARRIED_IN_TOTAL = "applications.carried_in.total"
PROCESSED_TOTAL = "applications.processed_total.total"


def row_total(subject: Subject, name: str) -> int | Decimal:
    """The total of a row; where it is blank, the sum of the row.

    A row that is wholly blank counts as 0 if the table is filled in otherwise. Raises CannotJudge
    where a needed cell cannot be read, or the whole table is blank.
    """
    total = subject.number(name)
    cells = subject.report.cells
    if not cells[name].is_blank:
        return total
    table = subject.form.tables[name.split(".")[0]]
    if all(cells[each].is_blank for each in table.cell_names() if each in cells):
        raise CannotJudge(Doubt(f"{table.name}没有填数"))
    return row_sum(subject, name)


def row_sum(subject: Subject, name: str) -> int | Decimal:
    """What the cells of a row add up to without its total. Raises CannotJudge as `row_total`."""
    table = subject.form.tables[name.split(".")[0]]
    row = name.split(".")[1]
    columns = [column.key for column in table.parts[0].columns if column.key != "total"]
    names = [f"{table.key}.{row}.{column}" for column in columns]
    return sum((subject.number(each) for each in names), start=0)
