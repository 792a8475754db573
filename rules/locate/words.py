"""How causes are told: the words, and the findings made with them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from domain.finding import Explained, Finding, Severity
from rules.formula import Number
from rules.locate.causes import Cause, Explanation
from rules.locate.search import Exact
from rules.locate.slips import Change, is_exchange
from rules.locate.system import Equation
from rules.relation import figure, states
from rules.subject import Subject, value_of

ONE = "{cell}{states}，按{relations}{should} {expected}。改成 {expected} 后，{these}：{sums}"
ONE_OF_SEVERAL = (
    "{cell}{states}，按{relations}{should} {expected}。与{others}一并改正后，{these}：{sums}"
)
EXCHANGED = "{cell}{states}，{other}{other_states}，两格可能填反了。互换后，{these}：{sums}"
EITHER = "{relations}不相符，以下任一处改正后各项都相符：{ways}"
TOGETHER = "{relations}不相符，以下各处一并改正后各项都相符：{ways}"
OTHERWISE = "\n也可能是：{ways}"
MORE = "\n　此外还有 {count} 种可能"
FIX = "请对照台账确认，不要只按算式改。"
FIX_EITHER = "请对照台账确认是哪一处，不要只按算式改。"

CELL = "“{column} · {row}”"
INNER_QUOTES = str.maketrans("“”", "‘’")
CHANGE = "{cell}由 {found} 改为 {expected}"
CHANGE_BLANK = "{cell}没有填，改为 {expected}"
RELATIONS, ONE_RELATION = "{count}项勾稽关系", "勾稽关系"
THESE, THIS = "下面{count}处同时相符", "下面一处相符"
ONLY, LIKELY = "应为", "很可能应为"
LINE, AND, ENUMERATION = "\n　", "，并且", "、"
NUMERALS = "零一两三四五六七八九十"

MOST_OTHERWISE = 2
"""So many less likely explanations are told beside the likely one."""
MOST_CHANGES = 8
"""Out of more changes than these nobody can make a choice."""


def told(cause: Cause, subject: Subject) -> list[Finding]:
    """The findings that stand for those of the failed relations: one for each wrong cell, one for
    two that were exchanged, or one that lists what may be wrong. The failed relations' own where
    nothing explains them better: an explanation that needs as many slips as relations fail says
    no more than they do, and is offered only beside all others."""
    plain = [each.finding for each in cause.failed if each.finding is not None]
    teller = _Teller(cause, subject)
    first = cause.likely[0]
    slips = 1 if is_exchange(first) else len(first)
    is_telling = len(plain) > slips
    if is_telling and len(cause.likely) == 1:
        return [teller.exchanged(*first)] if is_exchange(first) else teller.each(first)
    ways = cause.likely if is_telling else (*cause.likely, *cause.unlikely)
    is_error = any(each.severity is Severity.ERROR for each in plain)
    if is_error and len(plain) > 1 and len(ways) * len(first) <= MOST_CHANGES:
        return [teller.either(ways)]
    return plain


class _Teller:
    """Tells of one cause in one report."""

    def __init__(self, cause: Cause, subject: Subject) -> None:
        self._cause = cause
        self._subject = subject

    def each(self, changes: Explanation) -> list[Finding]:
        """Every wrong cell by itself."""
        return [self._one(change, changes) for change in changes]

    def _one(self, change: Change, changes: Explanation) -> Finding:
        """One of the wrong cells, with the relations that fail there."""
        failed = self._failed_at(change.cell.name)
        others = [each for each in changes if each is not change]
        template = ONE_OF_SEVERAL if others else ONE
        message = template.format(
            cell=self._cell(change.cell.name),
            states=states(_found(change)),
            should=LIKELY if self._cause.unlikely else ONLY,
            expected=_figure(change.expected),
            others=ENUMERATION.join(self._cell(each.cell.name) for each in others),
            **self._true_then(failed, changes),
        )
        return self._finding(
            message + self._otherwise(),
            FIX,
            failed,
            (change.cell.name,),
            found=_found(change),
            expected=_figure(change.expected),
        )

    def exchanged(self, change: Change, other: Change) -> Finding:
        """Two cells that hold each other's numbers."""
        message = EXCHANGED.format(
            cell=self._cell(change.cell.name),
            states=states(_found(change)),
            other=self._cell(other.cell.name),
            other_states=states(_found(other)),
            **self._true_then(self._cause.failed, (change, other)),
        )
        return self._finding(
            message + self._otherwise(),
            FIX,
            self._cause.failed,
            (change.cell.name, other.cell.name),
            found=_found(change),
            expected=_figure(change.expected),
        )

    def either(self, ways: Sequence[Explanation]) -> Finding:
        """All that may be wrong, without a choice."""
        template = EITHER if len(ways) > 1 else TOGETHER
        message = template.format(
            relations=_counted(RELATIONS, ONE_RELATION, len(self._cause.failed)),
            ways="".join(LINE + self._way(each) for each in ways),
        )
        suspects = [change.cell.name for explanation in ways for change in explanation]
        return self._finding(message, FIX_EITHER, self._cause.failed, suspects)

    def _finding(
        self,
        message: str,
        fix: str,
        failed: Sequence[Equation],
        suspects: Sequence[str],
        found: str | None = None,
        expected: str | None = None,
    ) -> Finding:
        findings = [each.finding for each in failed if each.finding is not None]
        cells = (name for each in findings for name in each.where.cells)
        place = self._subject.report.cells[suspects[0]].place
        return Finding(
            rule=findings[0].rule,
            severity=min((each.severity for each in findings), key=tuple(Severity).index),
            message=message,
            fix=fix,
            where=replace(
                findings[0].where,
                cells=tuple(dict.fromkeys((*suspects, *cells))),
                page=place.page,
            ),
            found=found,
            expected=expected,
            explains=tuple(
                Explained(each.rule, each.message, each.where.cells) for each in findings
            ),
        )

    def _failed_at(self, cell: str) -> tuple[Equation, ...]:
        """The failed relations with the cell; all of the cause where the cell is in none."""
        failed = self._cause.failed
        return tuple(each for each in failed if each.has_one_of([cell])) or failed

    def _true_then(self, failed: Sequence[Equation], changes: Explanation) -> dict[str, str]:
        """What is said of the relations that the changes make true, with their sums."""
        numbers: dict[str, Number] = {
            cell: value_of(self._subject.report.cells[cell])
            for each in failed
            for cell in each.instance.cells
        }
        numbers |= {each.cell.name: _number(each.expected) for each in changes}
        return {
            "relations": _counted(RELATIONS, ONE_RELATION, len(failed)),
            "these": _counted(THESE, THIS, len(failed)),
            "sums": "".join(LINE + each.instance.sums(numbers) for each in failed),
        }

    def _otherwise(self) -> str:
        unlikely = self._cause.unlikely
        if not unlikely:
            return ""
        ways = "".join(LINE + self._way(each) for each in unlikely[:MOST_OTHERWISE])
        more = len(unlikely) - MOST_OTHERWISE
        return OTHERWISE.format(ways=ways) + (MORE.format(count=more) if more > 0 else "")

    def _way(self, changes: Explanation) -> str:
        return AND.join(map(self._change, changes))

    def _change(self, change: Change) -> str:
        found, cell = _found(change), self._cell(change.cell.name)
        template = CHANGE if found else CHANGE_BLANK
        return template.format(cell=cell, found=found, expected=_figure(change.expected))

    def _cell(self, name: str) -> str:
        form = self._subject.form
        labels = {"column": form.column_label(name), "row": form.row_label(name)}
        return CELL.format(**{key: text.translate(INNER_QUOTES) for key, text in labels.items()})


def _counted(several: str, one: str, count: int) -> str:
    if count == 1:
        return one
    return several.format(count=NUMERALS[count] if count < len(NUMERALS) else count)


def _found(change: Change) -> str:
    return "" if change.cell.is_blank else _figure(change.found)


def _figure(value: Exact) -> str:
    return figure(_number(value))


def _number(value: Exact) -> Number:
    return value if isinstance(value, int) else Decimal(value.numerator) / value.denominator
