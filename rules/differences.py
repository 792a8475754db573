"""Where a table that sums up does not agree with the units below, and which of them explains it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from domain.finding import Severity
from domain.form import Table
from rules.definition import Hit, Wording
from rules.formula import Number
from rules.organisation import is_government, is_government_office
from rules.relation import figure
from rules.subject import CannotJudge, Doubt, Subject
from rules.units import Sum, Units

_MOST_TRIED = 40
"""Above this many units with a number in a cell only single ones are tried as the cause."""
_MOST_NAMED = 3

_TWICE = "可能重复计入"
_LEFT_OUT = "可能漏加"

CELL_MESSAGE = (
    "“{cell}”应为 {expected}（{count} 家合计），填的是 {found}，差 {difference}{suspect}。"
)
"""The words of a cell that differs from the sum."""
OTHER_CASES = {
    "units": Wording(
        message="{table}有 {cells} 格与 {count} 家合计不同，如“{cell}”应为 {expected}，"
        "填的是 {found}；差额正好都等于{units}填的数，{cause}。",
        fix="请先查这家单位的数有没有加、是不是加了两次。",
    ),
    "scope": Wording(
        message="{table}与各单位合计不同，但不计{scope}时每格都相符。",
        fix="汇总口径不含{scope}的，请在引言里写明；应当包括的，请补上。",
    ),
}
"""The words where one unit explains every difference, or what the report counts does."""


def differences(units: Units, key: str, certain: Severity) -> Iterator[Hit]:
    """The hits of a table that does not agree with the sum. `certain` is how grave a difference
    is if nothing else can explain it."""
    table = units.table(key)
    counted = units.counted(table)
    if not counted:
        raise CannotJudge(Doubt("没有下级单位的报告可以相加"))
    compared = units.sums(table)
    scope = None if units.is_complete else _other_scope(compared, counted)
    if scope is not None:
        yield _hit_of_scope([each for each in compared if each.lacking], scope, table)
        return
    may_exceed = not units.knows_all_parts(counted)
    if may_exceed and any(each.lacking < 0 for each in compared):
        units.doubts.append(Doubt("不是每个单位（含政府办本级）的数都在，比合计多的格无法判断"))
    wrong = [each for each in compared if each.lacking > 0 or (each.lacking and not may_exceed)]
    severity = certain if units.is_complete else Severity.WARNING
    whole = _whole_units(wrong, compared, counted)
    if len(whole) > _MOST_NAMED:
        whole = []
    # A cell that is less than one unit's is told by RU-LT, which is certain of more.
    rest = [each for each in wrong if each.greatest is None]
    if whole and rest:
        yield _hit_of_units(rest, whole, units, len(counted), severity)
    elif not whole:
        for each in _sources(rest, table):
            yield _hit(each, units, len(counted), severity)


_SCOPES: Mapping[str, Callable[[str], bool]] = {
    "下级政府": is_government,
    "政府办": is_government_office,
    "下级政府和政府办": lambda name: is_government(name) or is_government_office(name),
}
"""Units that a report may leave out of its sums: what is counted differs from place to place."""


def _other_scope(compared: Sequence[Sum], counted: Mapping[str, Subject]) -> str | None:
    """Which units the report leaves out, if all its numbers then agree and there are any."""
    if not any(each.own for each in compared) or not any(each.lacking for each in compared):
        return None
    for words, leaves_out in _SCOPES.items():
        out = {name for name in counted if leaves_out(name)}
        if out and len(out) < len(counted) and all(_without(each, out) == 0 for each in compared):
            return words
    return None


def _without(each: Sum, out: set[str]) -> Number:
    return each.lacking - sum((part for name, part in each.parts.items() if name in out), start=0)


def _whole_units(
    wrong: Sequence[Sum], compared: Sequence[Sum], counted: Mapping[str, Subject]
) -> list[str]:
    """The units whose whole table was left out (or counted twice), if that explains every
    difference; several where each of them would explain it."""
    if len(wrong) < 2:
        return []
    signs = {1 if each.lacking > 0 else -1 for each in wrong}
    if len(signs) > 1:
        return []
    sign = signs.pop()
    wanted = {each.name: sign * each.lacking for each in wrong}
    return [
        name
        for name in counted
        if {each.name: each.parts[name] for each in compared if name in each.parts} == wanted
    ]


def _sources(wrong: Sequence[Sum], table: Table) -> list[Sum]:
    """The differences without those that only follow from others: a row's total, and the sum of
    all results."""
    lacking = {each.name: each.lacking for each in wrong}
    results = {row for rows in table.groups.values() for row in rows}

    def follows(name: str) -> bool:
        key, row, column = name.split(".")
        parts = []
        if column == "total":
            parts = [n for n in lacking if n.startswith(f"{key}.{row}.") and n != name]
        if not parts and row == "processed_total":
            parts = [n for n in lacking if n.split(".")[1] in results and n.endswith(f".{column}")]
        return bool(parts) and sum((lacking[n] for n in parts), start=0) == lacking[name]

    return [each for each in wrong if not follows(each.name)]


def _hit(each: Sum, units: Units, count: int, severity: Severity) -> Hit:
    return Hit(
        params={
            "cell": units.form.cell_label(each.name),
            "expected": figure(each.total),
            "count": count,
            "found": figure(each.own),
            "difference": figure(_size(each)),
            "suspect": _suspect(each),
        },
        cells=(each.name,),
        severity=severity,
        found=figure(each.own),
        expected=figure(each.total),
    )


def _hit_of_units(
    wrong: Sequence[Sum], whole: Sequence[str], units: Units, count: int, severity: Severity
) -> Hit:
    first = wrong[0]
    return Hit(
        params={
            "table": units.form.tables[first.name.split(".")[0]].name,
            "cell": _short(first.name, units),
            "expected": figure(first.total),
            "count": count,
            "found": figure(first.own),
            "cells": len(wrong),
            "units": "或".join(f"“{name}”" for name in whole),
            "cause": _LEFT_OUT if first.lacking > 0 else _TWICE,
        },
        cells=tuple(each.name for each in wrong),
        case="units",
        severity=severity,
        found=figure(first.own),
        expected=figure(first.total),
    )


def _hit_of_scope(wrong: Sequence[Sum], scope: str, table: Table) -> Hit:
    return Hit(
        params={"table": table.name, "scope": scope},
        cells=tuple(each.name for each in wrong),
        case="scope",
        severity=Severity.INFO,
    )


def _suspect(each: Sum) -> str:
    """Names the few units whose numbers are exactly the difference, where few could be meant."""
    wanted = _size(each)
    cause = _LEFT_OUT if each.lacking > 0 else _TWICE
    alone = [name for name, part in each.parts.items() if part == wanted]
    if alone:
        if len(alone) > _MOST_NAMED:
            return ""
        names = "或".join(f"“{name}”" for name in alone)
        return f"：差额正好等于{names}的 {figure(wanted)}，{cause}"
    if len(each.parts) > _MOST_TRIED:
        return ""
    pairs = [
        pair
        for pair in combinations(each.parts, 2)
        if each.parts[pair[0]] + each.parts[pair[1]] == wanted
    ]
    if len(pairs) != 1:
        return ""
    one, other = pairs[0]
    shown = f"“{one}”的 {figure(each.parts[one])} 加“{other}”的 {figure(each.parts[other])}"
    return f"：差额正好等于{shown}，{cause}"


def _size(each: Sum) -> Number:
    return each.lacking if each.lacking >= 0 else -each.lacking


def _short(name: str, units: Units) -> str:
    return f"{units.form.row_label(name)} · {units.form.column_label(name)}"
