import re
from collections.abc import Iterator

from domain.finding import Severity
from domain.report import Cell
from domain.wording import fold
from rules.definition import Hit, Wording, rule
from rules.subject import Subject

_MONEY = re.compile(r"[元万亿]")
_CHANGE_IN_WORDS = re.compile(r"(?:新增|增加|减少|增|减|↑|↓)\d+")

_HARMLESS = frozenset({"words", "unit", "unit_2019"})
"""The number is clear, only its writing is not as the form wants it."""


@rule(
    id="T2-NUM",
    severity=Severity.ERROR,
    basis="国办公开办函〔2021〕30号、〔2019〕60号附件表样：表二各格填写数量，收费金额单位为万元",
    message="{cell}填的是“{text}”，应填 0 或正整数。",
    fix="请改为阿拉伯数字的件数，没有的填 0。",
    also={
        "change": Wording(
            message="{cell}填的是“{text}”，应填整数，减少的在前面加“-”。",
            fix="请改为阿拉伯数字，例如增加 3 项填 3，减少 3 项填 -3。",
        ),
        "amount": Wording(
            message="{cell}填的是“{text}”，应填 0 或正数。",
            fix="请改为阿拉伯数字的金额，单位为万元，没有的填 0。",
        ),
        "words": Wording(
            message="{cell}填的是“{text}”，增减用正负号表示，不写文字。",
            fix="请改为数字：增加 4 项填 4，减少 4 项填 -4。",
        ),
        "unit": Wording(
            message="{cell}填的是“{text}”，表头已写明单位是万元，格内不必再写。",
            fix="请换算成万元，只填数字。",
        ),
        "unit_2019": Wording(
            message="{cell}填的是“{text}”，金额一般按万元填写，汇总时要换算成同一个单位。",
            fix="建议换算成万元，并保留“万元”二字。",
        ),
    },
)
def t2_num(subject: Subject) -> Iterator[Hit]:
    """表二各格填数字：件数为 0 或正整数，增减可带负号，金额可带小数

    为什么：表二的数字要逐级汇总，写成文字或带小数的件数无法相加；金额不按同一单位填，会差出几千几万倍。
    错例：行政许可“本年处理决定数量”填“若干”；规章“本年制发件数”填 1.5
    对例：行政许可填 35；行政事业性收费填 2.02（万元）；本年增/减填 -7
    改法：查台账后填阿拉伯数字；金额换算成万元，只填数字。
    """
    form = subject.form
    for cell in subject.readable_cells("disclosure"):
        kind = form.kind(cell.name)
        case = None if cell.is_blank else _fault(cell, kind, form.key)
        if case is not None:
            yield Hit(
                params={"cell": form.cell_label(cell.name), "text": cell.text.strip()},
                cells=(cell.name,),
                case=None if case == "count" else case,
                severity=Severity.INFO if case in _HARMLESS else None,
                found=cell.text.strip(),
            )


def _fault(cell: Cell, kind: str, form: str) -> str | None:
    """Which fault the cell has, as the case of its wording (``"count"`` is the usual one)."""
    value, text = cell.value, fold(cell.text)
    if kind == "change" and _CHANGE_IN_WORDS.match(text):
        return "words"
    if value is None or (kind != "change" and value < 0) or (kind != "amount" and value % 1):
        return kind
    if kind != "amount" or not _MONEY.search(text):
        return None
    if form == "2019":
        return None if text.endswith("万元") else "unit_2019"
    return "unit"
