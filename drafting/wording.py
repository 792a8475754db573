"""Loads what a draft says beside the labels of its form."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.form import FormSection


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a section that the clerk writes: the small heading printed before it (may be
    empty) and a hint that rule Q-PLACEHOLDER finds if it is left in."""

    name: str
    hint: str


@dataclass(frozen=True)
class Words:
    """`report`, `table`, `workbook` and `note` are sentences by key, some with values in braces;
    `sections` are the items of each section by its number."""

    report: Mapping[str, str]
    table: Mapping[str, str]
    workbook: Mapping[str, str]
    note: Mapping[str, str]
    sections: Mapping[str, tuple[Item, ...]]

    def heading(self, section: FormSection) -> str:
        """A section's heading with its number, as printed."""
        return self.report["heading"].format(number=section.number, heading=section.heading)


@cache
def load_words(form: str) -> Words:
    """The words of drafts in the form ``"2021"``. Raises FileNotFoundError for other forms."""
    data = tomllib.loads(files("drafting.words").joinpath(f"{form}.toml").read_text("utf-8"))
    sections = {
        number: tuple(Item(item["name"], item["hint"]) for item in items)
        for number, items in data.pop("sections").items()
    }
    return Words(**data, sections=sections)
