import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.sentences import Sentence
from rules.subject import Subject

_FIRST_YEAR = 2021
_SECTION = "六"
_STATES = re.compile(
    r"收取|收费|收缴|缴纳|免收|(?:未|没有|无|不涉及)[^，。；]*(?:处理费|费用)"
    r"|处理费[^。；]*(?:\d|未|无|没有)"
)
_DOCUMENT = re.compile(r"《[^》]*》")


@rule(
    id="X-FEE-STATE",
    severity=Severity.WARNING,
    basis="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；国办公开办函〔2021〕30号：其他需要报告的事项",
    message="第六部分没有写信息处理费的收取情况。",
    fix="请在第六部分写明：本机关{year}年发出收费通知几件、总金额多少元，实际收取多少元；没有收取也要写明。",
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
    if any(_states(each) for each in subject.text.sentences(section=_SECTION, about="费")):
        return
    others = subject.text.sentences(about="信息处理费")
    elsewhere = next((each for each in others if _states(each)), None)
    yield Hit(
        params={"year": report.year},
        section=_SECTION,
        place=section.place,
        quote=elsewhere.text if elsewhere else None,
        case="elsewhere" if elsewhere else None,
        severity=Severity.INFO if elsewhere else None,
    )


def _states(sentence: Sentence) -> bool:
    """Whether it tells of fees; the name of the regulation alone does not."""
    return _STATES.search(_DOCUMENT.sub("", sentence.plain)) is not None
