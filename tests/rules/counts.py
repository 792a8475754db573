"""Tables 3 whose numbers fit each other, and the slips of a hand that spoil them."""

from collections.abc import Mapping
from itertools import pairwise
from random import Random

from domain.form import load_form

Counts = dict[str, int]
"""Numbers by cell name."""

FORMS = (("2019", 2020, False), ("2021", 2023, False), ("2021", 2023, True))
"""Forms with a report year, as prescribed or with the rows for other results unsplit."""

ALIKE = {"1": "7", "7": "1", "0": "6", "6": "0", "3": "8", "8": "3", "5": "6", "9": "4", "4": "9"}
TOTAL = "total"


def table_three(
    filled: Mapping[str, Mapping[str, int]], form: str = "2021", *, unsplit: bool = False
) -> Counts:
    """The consistent table with the given results and carried counts, by column and row: its
    totals and the applications received follow from them."""
    table = load_form(form).tables["applications"]
    merged = {key: row.key for row in table.merged for key in row.replaces} if unsplit else {}
    results = list(dict.fromkeys(merged.get(row, row) for row in table.groups["results"]))
    rows = ("received", "carried_in", *results, "processed_total", "carried_out")
    columns = [column.key for column in table.parts[0].columns]
    counts = {(row, column): 0 for row in rows for column in columns}
    for column, numbers in filled.items():
        counts |= {(row, column): number for row, number in numbers.items()}
        processed = sum(counts[row, column] for row in results)
        counts["processed_total", column] = processed
        counts["received", column] = (
            processed + counts["carried_out", column] - counts["carried_in", column]
        )
    for row in rows:
        counts[row, TOTAL] = sum(counts[row, column] for column in columns if column != TOTAL)
    return {f"applications.{row}.{column}": number for (row, column), number in counts.items()}


def random_table(
    random: Random, form: str = "2021", *, unsplit: bool = False, is_sparse: bool = True
) -> Counts:
    """A table as a township fills it (`is_sparse`: one or two columns, mostly zeros), or as a busy
    city does."""
    blank = table_three({}, form, unsplit=unsplit)
    rows = list(dict.fromkeys(name.split(".")[1] for name in blank))[2:-2]
    filled: dict[str, dict[str, int]] = {}
    for column in dict.fromkeys(name.split(".")[2] for name in blank):
        is_usual = column == "natural_person"
        if column == TOTAL or (is_sparse and not is_usual and random.random() < 0.75):
            continue
        share = 0.6 if not is_sparse else 0.15 if is_usual else 0.06
        numbers = {row: _count(random, is_sparse) for row in rows if random.random() < share}
        if not is_sparse or random.random() < 0.3:
            numbers["carried_out"] = random.choice((0, 0, 1, 2, 3))
            all_of_them = sum(numbers.values())
            numbers["carried_in"] = min(random.choice((0, 0, 1, 2, 3)), all_of_them)
        filled[column] = numbers
    return table_three(filled, form, unsplit=unsplit)


def _count(random: Random, is_small: bool) -> int:
    if is_small:
        return random.choice((1, 1, 1, 1, 2, 2, 3, 4, 5, 7, 12))
    return int(random.lognormvariate(2.2, 1.2))


def slipped(random: Random, number: int) -> int:
    """Another number that a hand may type for it."""
    digits = str(number)
    at = random.randrange(len(digits))
    before, digit, after = digits[:at], digits[at], digits[at + 1 :]
    candidates = [
        before + ALIKE.get(digit, "5") + after,
        before + str(random.randrange(10)) + after,
        before + digit + digit + after,
        before + after or "0",
        before + after[:1] + digit + after[1:],
        str(number + 1),
        str(max(0, number - 1)),
    ]
    others = [int(each) for each in candidates if int(each) != number]
    return random.choice(others)


def with_slips(random: Random, counts: Counts, number: int) -> Counts:
    """The table with `number` cells mistyped: mostly those that are not 0."""
    filled, spoilt = [name for name in counts if counts[name]], dict(counts)
    while sum(spoilt[name] != counts[name] for name in counts) < number:
        name = random.choice(filled if filled and random.random() < 0.7 else list(counts))
        spoilt[name] = slipped(random, counts[name])
    return spoilt


def with_one_moved(random: Random, counts: Counts) -> Counts:
    """The table with one number typed into the next column; unchanged if all are 0."""
    columns = list(dict.fromkeys(name.split(".")[2] for name in counts))[:-1]
    places = [
        (f"applications.{row}.{one}", f"applications.{row}.{other}")
        for row in dict.fromkeys(name.split(".")[1] for name in counts)
        for one, other in pairwise(columns)
    ]
    places = [(one, other) for one, other in places if bool(counts[one]) != bool(counts[other])]
    if not places:
        return counts
    one, other = random.choice(places)
    return {**counts, one: counts[other], other: counts[one]}
