import re
from collections.abc import Iterator

from domain.finding import Severity
from domain.report import Report
from rules.definition import Hit, Wording, rule
from rules.language.quantities import quantities
from rules.language.sentences import Sentence
from rules.language.statements import NEGATION
from rules.received import row_total
from rules.relation import figure
from rules.subject import Subject

_UNPAID = "applications.other_fee_unpaid.total"
_SECTION = "六"
_NO_NOTICE = re.compile(rf"{NEGATION}[^。；]{{0,20}}收费通知|收费通知书?(?:共|为|数)*[0零][件份]")
_COLLECTED = re.compile(r"收取|收缴|实收")
_SMALLEST_FEE = 10
"""In 元: every fee that the schedule knows is a multiple of it."""


@rule(
    id="X-FEE",
    severity=Severity.WARNING,
    basis="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第四条至第六条；国办公开办函〔2021〕30号表三（六）2",
    message="表三有 {unpaid} 件“逾期未缴费”，第六部分却写没有发出收费通知。",
    fix="请核对这 {unpaid} 件：发出过收费通知就改第六部分，没有就改表三的办理结果。",
    forms=("2021",),
    also={
        "silent": Wording(
            message="表三有 {unpaid} 件“逾期未缴费”，第六部分却没有写发出过收费通知。",
            fix="请核对这 {unpaid} 件：发出过收费通知就在第六部分写明，没有就改表三的办理结果。",
        ),
        "amount": Wording(
            message="第六部分写收取信息处理费 {amount} 元；收费标准都是 10 元的整数倍。",
            fix="请核对收取的金额和单位（元）。",
        ),
    },
)
def x_fee(subject: Subject) -> Iterator[Hit]:
    """信息处理费的说明与表三、收费标准相符

    为什么：发出收费通知而逾期未缴，才填入表三（六）2；收费标准都以 10 元为单位，金额是它的整数倍。
    错例：表三“逾期未缴费”填 1，第六部分写“没有发出收费通知”。
    对例：表三“逾期未缴费”填 1，第六部分写“发出收费通知1件，实际收取0元”。
    改法：对照收费通知的存根改写错的一处；表二的行政事业性收费不包括在内，不必相等。
    """
    sentences = [s for s in subject.text.sentences(section=_SECTION) if "费" in s.plain]
    yield from _unpaid(subject, sentences)
    for sentence in sentences:
        yield from _amounts(sentence)


def _unpaid(subject: Subject, sentences: list[Sentence]) -> Iterator[Hit]:
    if _UNPAID not in subject.report.cells or not _has_section(subject.report):
        return
    notices = [each for each in sentences if "收费通知" in each.plain]
    denial = next((each for each in notices if _NO_NOTICE.search(each.plain)), None)
    unpaid = row_total(subject, _UNPAID)
    if unpaid <= 0 or (notices and denial is None):
        return
    told = denial or next(iter(sentences), None)
    yield Hit(
        params={"unpaid": figure(unpaid)},
        cells=(_UNPAID,),
        quote=told.text if told else None,
        section=_SECTION,
        place=told.place if told else None,
        case=None if denial else "silent",
    )


def _has_section(report: Report) -> bool:
    return any(each.number == _SECTION for each in report.sections)


def _amounts(sentence: Sentence) -> Iterator[Hit]:
    if "信息处理费" not in sentence.plain:
        return
    for each in quantities(sentence.plain):
        is_fee = each.measure in ("元", "万元") and _COLLECTED.search(sentence.plain, 0, each.start)
        if is_fee and not each.is_rough and each.number % _SMALLEST_FEE:
            yield Hit(
                params={"amount": figure(each.number)},
                quote=sentence.text,
                section=_SECTION,
                place=sentence.place,
                case="amount",
                found=figure(each.number),
            )
