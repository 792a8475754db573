import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.relation import figure, states
from rules.subject import CannotJudge, Doubt, Subject

_ROWS = {"rules": "规章", "normative_documents": "规范性文件"}
_LEFT_FORCE = re.compile(r"失效|划转|划入|机构改革")
_NUMBER = re.compile(r"\d+")
_OF_THE_TABLE = re.compile(r"(?:废止|现行有效|制发|制定|印发)[^，。；\d]*\d+件")
_CHANGED = re.compile(r"清理|修改|修订|更正")


@rule(
    id="Y-VALID",
    severity=Severity.WARNING,
    forms=("2021",),
    basis="国办公开办函〔2021〕30号表二：现行有效件数承接上一年度",
    message="{row}：去年现行有效 {last}＋本年制发 {issued}－本年废止 {repealed}＝{expected}，"
    "今年“现行有效”{states}。",
    fix="请查文件目录；有自动失效、修改或职责划转的，请在正文写明件数。",
)
def y_valid(subject: Subject) -> Iterator[Hit]:
    """现行有效件数等于去年的加上制发、减去废止

    为什么：现行有效的文件是一年一年累计下来的，去年的数加上今年制发、减去今年废止，就是今年的数。
    错例：去年现行有效 8 件，今年制发 2 件、废止 1 件，现行有效却填 12 件。
    对例：去年现行有效 8 件，今年制发 2 件、废止 1 件，现行有效 9 件。
    改法：照文件目录核对四个数；自动失效、宣布失效、修改的不计入制发和废止，请在正文写明。
    """
    last = subject.previous
    if last.form.key != subject.form.key:
        raise CannotJudge(Doubt("上一年度用的是旧表，没有现行有效件数可以对照"))
    for row, words in _ROWS.items():
        try:
            yield from _judge(f"disclosure.{row}", words, subject, last)
        except CannotJudge as stop:
            subject.doubts.append(stop.doubt)


def _judge(row: str, words: str, subject: Subject, last: Subject) -> Iterator[Hit]:
    cells = tuple(f"{row}.{column}" for column in ("in_force", "issued", "repealed"))
    in_force, issued, repealed = (subject.number(name) for name in cells)
    before = last.number(cells[0])
    is_unfilled = last.report.cells[cells[0]].is_blank
    expected = before + issued - repealed
    if in_force == expected or is_unfilled:
        return
    explained = any(
        words in each.plain and _explains(each.plain, abs(int(in_force - expected)))
        for each in subject.text.of_sections
    )
    found = "" if subject.report.cells[cells[0]].is_blank else figure(in_force)
    yield Hit(
        params={
            "row": subject.form.row_label(cells[0]),
            "last": figure(before),
            "issued": figure(issued),
            "repealed": figure(repealed),
            "expected": figure(expected),
            "states": states(found),
        },
        cells=cells,
        severity=Severity.INFO if explained else None,
        found=found,
        expected=figure(expected) if expected >= 0 else None,
    )


def _explains(sentence: str, difference: int) -> bool:
    """Whether a sentence tells why the numbers do not add up: documents that went out of force
    by themselves or to another unit, or as many revised as the numbers differ by."""
    if _LEFT_FORCE.search(sentence):
        return True
    others = _NUMBER.findall(_OF_THE_TABLE.sub("", sentence))
    return bool(_CHANGED.search(sentence)) and str(difference) in others
