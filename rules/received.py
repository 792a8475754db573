"""What table 3 says about the applications of the year."""

from decimal import Decimal

from rules.subject import CannotJudge, Doubt, Subject

RECEIVED_TOTAL = "applications.received.total"
CARRIED_IN_TOTAL = "applications.carried_in.total"
PROCESSED_TOTAL = "applications.processed_total.total"


def row_total(subject: Subject, name: str) -> int | Decimal:
    """The total of a row of table 3; where it is blank, the sum of the row.

    A row that is wholly blank counts as 0 if the table is filled in otherwise. Raises CannotJudge
    where a needed cell cannot be read, or the whole table is blank.
    """
    total = subject.number(name)
    cells = subject.report.cells
    if not cells[name].is_blank:
        return total
    table = subject.form.tables["applications"]
    row = name.split(".")[1]
    names = [f"{table.key}.{row}.{column.key}" for column in table.parts[0].columns]
    if all(cells[each].is_blank for each in table.cell_names() if each in cells):
        raise CannotJudge(Doubt(f"{table.name}没有填数"))
    return sum((subject.number(each) for each in names), start=0)
