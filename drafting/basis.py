"""What is known before this year's report is written: whose it is, and what last year's said."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.form import FORM_YEARS, Form, load_form, naming_form
from domain.report import CONFIRM_BELOW, Report

FIRST_YEAR = load_form(FORM_YEARS[-1]).first_year
"""The first report year of which there are drafts: they are in the newest form."""

_SENTENCE = re.compile(r"[^。]+。?")
_CONTACT = re.compile(r"联系|电话|邮编|邮政编码|邮箱|传真|地址|电子版|下载")
_DATED = re.compile(r"\d{4}年")


@dataclass(frozen=True)
class DraftBasis:
    """What a draft is made from. `last` is the unit's report for the year before, if there is one.

    Raises ValueError for a year before FIRST_YEAR and for a `last` of any other year than the one
    before.
    """

    unit: str
    year: int
    last: Report | None = None

    def __post_init__(self) -> None:
        if self.year < FIRST_YEAR:
            raise ValueError(f"no draft for reports of {self.year}")
        if self.last is not None and self.last.year != self.year - 1:
            raise ValueError(f"not the report for the year before {self.year}")

    @cached_property
    def form(self) -> Form:
        """The official form of the year."""
        return naming_form(None, self.year)

    @cached_property
    def values(self) -> Mapping[str, object]:
        """What the sentences of a draft are filled with."""
        return {"unit": self.unit, "year": self.year, "document": self.form.document}

    @cached_property
    def carried_in(self) -> Mapping[str, int]:
        """上年结转 by the name of the cell, from last year's 结转下年度; the total only where every
        column is known, as their sum."""
        row = "applications.carried_in"
        *applicants, total = (
            each.key for each in self.form.tables["applications"].parts[0].columns
        )
        counts = {key: self._last_count(f"applications.carried_out.{key}") for key in applicants}
        known = {f"{row}.{key}": count for key, count in counts.items() if count is not None}
        if len(known) == len(applicants):
            known[f"{row}.{total}"] = sum(known.values())
        return known

    @property
    def carried_total(self) -> int | None:
        """上年结转 of all applicants together; None unless every column of last year's 结转下年度
        and its total were read with certainty and agree."""
        total = self.carried_in.get("applications.carried_in.total")
        return total if total == self._last_count("applications.carried_out.total") else None

    @cached_property
    def in_force(self) -> Mapping[str, int]:
        """Last year's 现行有效 by the name of the cell; none after a report of the 2019 form,
        which counts otherwise."""
        names = [n for n in self.form.tables["disclosure"].cell_names() if n.endswith(".in_force")]
        counts = {name: self._last_count(name) for name in names}
        return {name: count for name, count in counts.items() if count is not None}

    @cached_property
    def contact(self) -> str | None:
        """Where to ask and where to download, in the words of last year's introduction."""
        return "".join(self._contact_sentences()) or None

    def _contact_sentences(self) -> Iterator[str]:
        for paragraph in self.last.introduction if self.last else ():
            if paragraph.confidence < CONFIRM_BELOW:
                continue
            for sentence in _SENTENCE.findall(paragraph.text):
                if _CONTACT.search(sentence) and not _DATED.search(sentence):
                    yield sentence.strip()

    def _last_count(self, name: str) -> int | None:
        """A count of last year's report; None where it was not read with certainty."""
        cell = self.last.cells.get(name) if self.last else None
        if cell is None or cell.confidence < CONFIRM_BELOW or not isinstance(cell.value, int):
            return None
        return cell.value if cell.value >= 0 else None
