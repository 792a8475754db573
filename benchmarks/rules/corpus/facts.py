"""Numbers of the tables that sentences speak of, and the cells that they stand in."""

import fnmatch
from collections.abc import Mapping

from benchmarks.rules.corpus.tables import Cells, Value
from domain.form import Form

_TOTALS = {
    "received": "received",
    "carried_in": "carried_in",
    "granted": "granted",
    "partly": "partly_granted",
    "refused": "refused_*",
    "unavailable": "unavailable_*",
    "rejected": "rejected_*",
    "other": "other_*",
    "processed": "processed_total",
    "carried_out": "carried_out",
}
_REVIEWS = {
    "reconsideration": ("reconsideration.total",),
    "upheld": ("reconsideration.upheld",),
    "corrected": ("reconsideration.corrected",),
    "review_other": ("reconsideration.other",),
    "pending": ("reconsideration.pending",),
    "lit_direct": ("litigation_direct.total",),
    "lit_after": ("litigation_after_reconsideration.total",),
    "litigation": ("litigation_direct.total", "litigation_after_reconsideration.total"),
}
_DISCLOSURE = {
    "2021": {
        "norm_issued": "normative_documents.issued",
        "norm_repealed": "normative_documents.repealed",
        "norm_in_force": "normative_documents.in_force",
        "licences": "licences.decisions",
        "penalties": "penalties.decisions",
        "fees": "fees.amount",
    },
    "2019": {
        "norm_made": "normative_documents.made",
        "licences": "licences.decisions",
        "penalties": "penalties.decisions",
    },
}


def cells_of_facts(form: Form) -> Mapping[str, tuple[str, ...]]:
    """The cells whose sum each fact is, by the fact's name."""
    table = form.tables["applications"]
    rows = [row.key for row in table.parts[0].rows]
    legal = [column.key for column in table.parts[0].columns[1:-1]]
    found: dict[str, tuple[str, ...]] = {}
    for fact, pattern in _TOTALS.items():
        matching = fnmatch.filter(rows, pattern)
        found[fact] = tuple(f"applications.{row}.total" for row in matching)
    found["natural"] = ("applications.received.natural_person",)
    found["business"] = ("applications.received.business",)
    found["legal"] = tuple(f"applications.received.{column}" for column in legal)
    found["to_process"] = (*found["received"], *found["carried_in"])
    for fact, cells in _REVIEWS.items():
        found[fact] = tuple(f"reviews.{cell}" for cell in cells)
    for fact, cell in _DISCLOSURE[form.key].items():
        found[fact] = (f"disclosure.{cell}",)
    return found


def facts_of(form: Form, cells: Cells) -> dict[str, Value]:
    return {
        fact: sum(cells[cell] for cell in names) for fact, names in cells_of_facts(form).items()
    }
