import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject

_AMOUNT = "disclosure.procurement.amount"
_MONEY = re.compile(r"元|[万亿]")


@rule(
    id="T2-PROC-UNIT",
    severity=Severity.INFO,
    forms=("2019",),
    basis="国办公开办函〔2019〕60号表样：“采购总金额”没有印单位",
    message="采购总金额填的是“{text}”，表样没有印单位，看不出是元还是万元。",
    fix="请在数字后面写明单位，例如“{text}万元”。",
)
def t2_proc_unit(subject: Subject) -> Iterator[Hit]:
    """采购总金额写明单位

    为什么：2019 版表样的这一格没有印单位，各单位有的按元、有的按万元填，不写明就无法汇总。
    错例：采购总金额填 731500
    对例：采购总金额填 73.15 万元
    改法：查清填的是元还是万元，在数字后面写上单位。
    """
    if not subject.number(_AMOUNT):
        return
    text = subject.report.cells[_AMOUNT].text.strip()
    if not _MONEY.search(text):
        yield Hit({"text": text}, cells=(_AMOUNT,), found=text)
