import re
from collections.abc import Iterator
from decimal import Decimal

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.quantities import Quantity, quantities
from rules.language.scope import Scope, clause_before, scope_at
from rules.language.sentences import Sentence
from rules.relation import figure
from rules.subject import Subject

_AMOUNT = "disclosure.fees.amount"
_CHARGE = re.compile(
    r"行政事业性收费(?:总?金额|总额|收入|项目)?(?:共计|合计|总计|累计|共|总额|为|是|达|约|：|收取)*$"
)
_PART = re.compile(r"减免|免征|免收|退还|降低|其中|取消|停征|公开|公示|标准")
_YUAN_PER_UNIT = 10_000
"""The column is in 万元, quantities are in 元."""


@rule(
    id="X-CHARGE",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第二十条第（八）项；国办公开办函〔2021〕30号表二“本年收费金额（单位：万元）”",
    message="正文写行政事业性收费 {claimed} 万元，表二本年收费金额 {amount} 万元。",
    fix="请向财务核对全年的收费金额和单位（万元），把正文和表二改成一致。",
    forms=("2021",),
)
def x_charge(subject: Subject) -> Iterator[Hit]:
    """正文写的行政事业性收费金额与表二一致

    为什么：正文和表二说的是本机关同一年的行政事业性收费，金额应当相同；信息处理费不在其中。
    错例：正文写“全年行政事业性收费25.6万元”，表二本年收费金额填 26.5。
    对例：正文写“全年行政事业性收费25.6万元”，表二本年收费金额填 25.6。
    改法：以财务账目为准，改写错的一处；正文用元的，先换算成万元。
    """
    for sentence in subject.text.sentences(about="行政事业性收费"):
        for claimed in _claimed(sentence, subject):
            amount = subject.number(_AMOUNT)
            in_unit = Decimal(claimed.number) / _YUAN_PER_UNIT
            rounding = Decimal(claimed.step) / _YUAN_PER_UNIT / 2
            if abs(in_unit - Decimal(amount)) <= rounding:
                continue
            yield Hit(
                params={"claimed": figure(in_unit), "amount": figure(amount)},
                cells=(_AMOUNT,),
                quote=sentence.text,
                section=sentence.section,
                place=sentence.place,
                found=figure(in_unit),
                expected=figure(amount),
            )


def _claimed(sentence: Sentence, subject: Subject) -> Iterator[Quantity]:
    """Sums of money said to be what was charged in the whole year by the whole unit."""
    text = sentence.plain
    for each in quantities(text):
        said = clause_before(text, each.start)
        if each.measure_class != "元" or each.is_rough or not _CHARGE.search(said):
            continue
        if not _PART.search(said) and scope_at(text, each.start, subject.report) is Scope.WHOLE:
            yield each
