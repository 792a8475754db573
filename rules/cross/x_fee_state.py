import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.subject import Subject

_FIRST_YEAR = 2021
_SECTION = "六"
_STATES = re.compile(
    r"信息处理费|收费通知|处理费|收取[^，。；]{0,12}费|费用?[^，。；]{0,6}收取|收费"
)


@rule(
    id="X-FEE-STATE",
    severity=Severity.WARNING,
    basis="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；国办公开办函〔2021〕30号：其他需要报告的事项",
    message="第六部分没有写信息处理费的收取情况。",
    fix="请在第六部分写明：本机关{year}年发出收费通知几件、总金额多少元，实际收取多少元；没有收取也要写明。",
    forms=("2021",),
    also={
        "elsewhere": Wording(
            message="信息处理费的收取情况没有写在第六部分。",
            fix="请把这句话移到第六部分“其他需要报告的事项”。",
        )
    },
)
def x_fee_state(subject: Subject) -> Iterator[Hit]:
    """第六部分写明信息处理费的收取情况

    为什么：从2021年起依申请公开可以收取信息处理费，收没收、收了多少都要在年报里报告。
    错例：第六部分只写“无”。
    对例：第六部分写“本机关2023年没有发出收费通知，没有收取信息处理费”。
    改法：补一句发出收费通知的件数、总金额和实际收取的总金额，没有就写没有收取。
    """
    report = subject.report
    section = next((each for each in report.sections if each.number == _SECTION), None)
    if section is None or report.year is None or report.year < _FIRST_YEAR:
        return
    stated = {each.section for each in subject.text.of_sections if _STATES.search(each.plain)}
    if _SECTION in stated:
        return
    elsewhere = next((s for s in subject.text.of_sections if "信息处理费" in s.plain), None)
    yield Hit(
        params={"year": report.year},
        section=_SECTION,
        place=section.place,
        quote=elsewhere.text if elsewhere else None,
        case="elsewhere" if elsewhere else None,
        severity=Severity.INFO if elsewhere else None,
    )
