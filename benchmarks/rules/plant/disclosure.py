"""Numbers of table 2 that cannot be, or hardly."""

from benchmarks.rules.plant.desk import Desk, Kind, Planted

_NORMS = "disclosure.normative_documents"
_MOST_FEES = 10_000


def fewer_in_force(desk: Desk) -> Planted | None:
    """More documents issued than are in force, though none was repealed."""
    names = [f"{_NORMS}.{column}" for column in ("in_force", "issued", "repealed")]
    if desk.draft.form.key != "2021" or not desk.claim(*names):
        return None
    issued = desk.chance.randrange(3, 9)
    wrong = (issued - desk.chance.randrange(1, 3), issued, 0)
    desk.draft.cells.update(zip(names, map(str, wrong), strict=True))
    return Planted("fewer in force than issued", ("T2-VALID",), str(wrong), frozenset(names))


def fewer_disclosed(desk: Desk) -> Planted | None:
    """More newly disclosed than disclosed in all (2019 form)."""
    names = [f"{_NORMS}.{column}" for column in ("total_disclosed", "newly_disclosed")]
    if desk.draft.form.key != "2019" or not desk.claim(*names):
        return None
    wrong = desk.draft.value(names[0]) + desk.chance.randrange(1, 9)
    desk.draft.cells[names[1]] = str(wrong)
    return Planted("more new than in all", ("T2-2019-TOTAL",), str(wrong), frozenset(names))


def rules_of_a_county(desk: Desk) -> Planted | None:
    """A number of rules (规章), which only ministries, provinces and large cities make."""
    name = f"disclosure.rules.{'issued' if desk.draft.form.key == '2021' else 'made'}"
    if desk.draft.unit.level == "city" or not desk.claim(name):
        return None
    desk.draft.cells[name] = str(desk.chance.randrange(1, 4))
    return Planted("rules of a county", ("T2-REG-LEVEL",), name, frozenset([name]))


def yuan_for_ten_thousands(desk: Desk) -> Planted | None:
    """A township's fees in yuan where the form asks for ten thousands of yuan."""
    name = "disclosure.fees.amount"
    if desk.draft.unit.level != "township" or name not in desk.draft.cells:
        return None
    if not desk.claim(name):
        return None
    desk.draft.cells[name] = str(_MOST_FEES + desk.chance.randrange(1, 90_000))
    return Planted("fees in yuan", ("T2-UNIT",), desk.draft.cells[name], frozenset([name]))


_PARTS = ("tables", "last")
KINDS = (
    Kind("fewer in force than issued", "table", fewer_in_force, _PARTS),
    Kind("more new than in all", "table", fewer_disclosed, _PARTS),
    Kind("rules of a county", "table", rules_of_a_county, _PARTS),
    Kind("fees in yuan", "table", yuan_for_ten_thousands, _PARTS),
)
