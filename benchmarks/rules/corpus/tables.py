"""The cells of the three tables for two years running, consistent within a year and between."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.rules.corpus.people import Unit
from domain.form import Form, form_for_year

Value = int | Decimal
Cells = Mapping[str, Value]

_APPLICANTS = {"natural_person": 80, "business": 9, "other": 3, "legal_service": 3, "nonprofit": 2}
_MOST_RECEIVED = 2400
_MOST_DECISIONS = 30_000


@dataclass(frozen=True, slots=True)
class TwoYears:
    """The year of a report and the cells of its tables, and those of the year before, which is
    None where no form was prescribed."""

    year: int
    form: Form
    cells: Cells
    last_form: Form | None
    last_cells: Cells | None


def draw_two_years(chance: Random, unit: Unit, year: int) -> TwoYears:
    """Raises ValueError for a year without a prescribed form."""
    form, last_form = form_for_year(year), form_for_year(year - 1)
    if form is None:
        raise ValueError(f"no form for {year}")
    last = draw_cells(chance, unit, last_form) if last_form is not None else None
    cells = draw_cells(chance, unit, form, last, is_same_form=last_form is form)
    return TwoYears(year, form, cells, last_form, last)


def draw_cells(
    chance: Random, unit: Unit, form: Form, last: Cells | None = None, *, is_same_form: bool = False
) -> dict[str, Value]:
    """All cells of a form; they go on from `last` year's, table 2 only where the form is the
    same."""
    cells: dict[str, Value] = {}
    cells.update(_disclosure(chance, unit, form, last if is_same_form else None))
    cells.update(_decisions(chance, unit, form, last))
    cells.update(_applications(chance, unit, form, last))
    cells.update(_reviews(chance, unit, form))
    return cells


def _applications(chance: Random, unit: Unit, form: Form, last: Cells | None) -> dict[str, Value]:
    table = form.tables["applications"]
    columns = [column.key for column in table.parts[0].columns]
    results = table.groups["results"]
    cells = dict.fromkeys(table.cell_names(), 0)
    likely = _likely_results(chance, results)
    for column in columns[:-1]:
        received = _received(chance, unit, column)
        name = f"applications.carried_out.{column}"
        few = chance.randrange(0, 1 + round(12 * unit.busy * (column == "natural_person")))
        carried_in = few if last is None else int(last[name])
        carried_out = min(
            received, chance.randrange(0, 1 + round(received**0.5)) if received else 0
        )
        for result in chance.choices(*likely, k=received + carried_in - carried_out):
            cells[f"applications.{result}.{column}"] += 1
        closing = {
            "received": received,
            "carried_in": carried_in,
            "processed_total": received + carried_in - carried_out,
            "carried_out": carried_out,
        }
        cells.update({f"applications.{row}.{column}": count for row, count in closing.items()})
    for row in (row.key for row in table.parts[0].rows):
        cells[f"applications.{row}.total"] = sum(
            cells[f"applications.{row}.{column}"] for column in columns[:-1]
        )
    return dict(cells)


def _received(chance: Random, unit: Unit, column: str) -> int:
    share = _APPLICANTS.get(column, 1) / 100
    return round(
        chance.uniform(0.3, 1) * _MOST_RECEIVED * unit.busy**2 * share + _few(chance, unit)
    )


def _few(chance: Random, unit: Unit) -> int:
    return chance.choice((0, 0, 0, 1, 2)) if unit.busy else 0


def _likely_results(chance: Random, results: tuple[str, ...]) -> tuple[list[str], list[float]]:
    """Most results are of a few kinds, and some kinds do not occur at all."""
    weights = {result: chance.choice((0.0, 0.0, 1.0, 2.0)) for result in results}
    weights |= {"granted": 25.0, "partly_granted": 5.0, "unavailable_not_held": 12.0}
    # Unpaid fees go with notices in section 六, which here says that there were none.
    weights["other_fee_unpaid"] = 0.0
    return list(weights), list(weights.values())


def _reviews(chance: Random, unit: Unit, form: Form) -> dict[str, Value]:
    part = form.tables["reviews"].parts[0]
    cells: dict[str, Value] = {}
    for row in part.rows:
        most = 1 + round(30 * unit.busy)
        happens = unit.busy > 0 and chance.random() < 0.6
        counts = {
            column.key: chance.randrange(most + 1) if happens and chance.random() < 0.5 else 0
            for column in part.columns[:-1]
        }
        counts["total"] = sum(counts.values())
        cells.update({f"reviews.{row.key}.{column}": count for column, count in counts.items()})
    return cells


def _disclosure(chance: Random, unit: Unit, form: Form, last: Cells | None) -> dict[str, Value]:
    if form.key == "2019":
        return _disclosure_2019(chance, unit, last)
    cells: dict[str, Value] = {}
    for row in ("rules", "normative_documents"):
        of_this = row == "normative_documents" or unit.level == "city"
        issued = chance.randrange(0, 2 + _scaled(unit, 12)) if of_this else 0
        known = chance.randrange(0, 3 + _scaled(unit, 90)) if of_this else 0
        before = known if last is None else int(last[f"disclosure.{row}.in_force"])
        repealed = chance.randrange(0, before + 1) if before and chance.random() < 0.5 else 0
        repealed = min(repealed, 9)
        cells[f"disclosure.{row}.issued"] = issued
        cells[f"disclosure.{row}.repealed"] = repealed
        cells[f"disclosure.{row}.in_force"] = before + issued - repealed
    fee = "disclosure.fees.amount"
    cells[fee] = _amount(chance, unit, None if last is None else Decimal(last[fee]))
    return cells


def _disclosure_2019(chance: Random, unit: Unit, last: Cells | None) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for row in ("rules", "normative_documents"):
        of_this = row == "normative_documents" or unit.level == "city"
        made = chance.randrange(0, 2 + _scaled(unit, 12)) if of_this else 0
        before = chance.randrange(0, 3 + _scaled(unit, 90)) if of_this else 0
        if last is not None:
            before = int(last[f"disclosure.{row}.total_disclosed"])
        cells[f"disclosure.{row}.made"] = made
        cells[f"disclosure.{row}.newly_disclosed"] = made
        cells[f"disclosure.{row}.total_disclosed"] = before + made
    for row in ("licences", "other_services", "penalties", "coercion", "fees"):
        items = f"disclosure.{row}.previous_items"
        if last is None:
            cells[items] = chance.randrange(2, 10 + _scaled(unit, 400))
        else:
            cells[items] = int(last[items]) + int(last[f"disclosure.{row}.change"])
        cells[f"disclosure.{row}.change"] = max(-int(cells[items]), chance.randrange(-9, 10))
    cells["disclosure.procurement.items"] = chance.randrange(1, 4 + _scaled(unit, 100))
    cells["disclosure.procurement.amount"] = Decimal(chance.randrange(500, 90_000)) / 100
    return cells


def _decisions(chance: Random, unit: Unit, form: Form, last: Cells | None) -> dict[str, Value]:
    """The numbers of decisions, which both forms ask for."""
    names = [name for name in form.tables["disclosure"].cell_names() if name.endswith(".decisions")]
    return {
        name: _near_last(chance, unit, None if last is None else int(last[name])) for name in names
    }


def _near_last(chance: Random, unit: Unit, last: int | None) -> int:
    """A number of decisions: none or few in a township, within a third of last year's."""
    if last is not None:
        return round(last * chance.uniform(0.7, 1.3))
    if unit.level == "township":
        return chance.choice((0, 0, chance.randrange(30)))
    return round(_MOST_DECISIONS * unit.busy**2 * chance.random()) + chance.randrange(9)


def _amount(chance: Random, unit: Unit, last: Decimal | None) -> Decimal:
    if unit.level == "township":
        return Decimal(0)
    if last is not None:
        return round(last * Decimal(chance.randrange(70, 130)) / 100, 2)
    return Decimal(chance.randrange(0, 20_000 + round(600_000 * unit.busy))) / 100


def _scaled(unit: Unit, most: int) -> int:
    return round(most * unit.busy)
