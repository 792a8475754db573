"""What a draft says in comments: where a number comes from, or from where to take it."""

from collections.abc import Mapping

from drafting.basis import DraftBasis
from drafting.wording import Words


def notes(basis: DraftBasis, words: Words) -> Mapping[str, str]:
    """A comment for each cell that depends on last year's report, by the name of the cell; what
    is said of 上年结转 as a whole stands at the first cell of the row."""
    form, last = basis.form, basis.year - 1
    (part,) = form.tables["applications"].parts
    names = [f"applications.carried_in.{column.key}" for column in part.columns]
    key = "carried_in" if basis.carried_in.keys() >= set(names) else "carried_in_missing"
    row = form.row_label("applications.carried_out.total")
    said = {names[0]: words.note[key].format(last=last, row=row)}
    for name, value in basis.in_force.items():
        columns = {
            key: form.column_label(f"{name.rpartition('.')[0]}.{key}")
            for key in ("in_force", "issued", "repealed")
        }
        said[name] = words.note["in_force"].format(last=last, value=value, **columns)
    return said
