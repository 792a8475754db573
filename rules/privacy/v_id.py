import re
from collections.abc import Iterator
from datetime import date

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.personal_numbers import numbers_disclosed
from rules.subject import Subject

_NUMBER = re.compile(r"(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


@rule(
    id="V-ID",
    severity=Severity.ERROR,
    basis="《个人信息保护法》第二十八条；《政府信息公开条例》第十五条；校验码按 GB 11643",
    message="这里有 {count} 个身份证号码（{masked}），不能公开。",
    fix="请删去号码，或只留前两位和后三位；已经发布的请尽快撤下改正。",
)
def v_id(subject: Subject) -> Iterator[Hit]:
    """年报里没有身份证号码

    为什么：身份证号码一经公开就收不回来，年报也用不着它。
    错例：向申请人王某（身份证号 18 位全部写出）作出答复。
    对例：向申请人王某作出答复。
    改法：删去号码；确需区分同名的，用“王某（第3号申请）”。
    """
    yield from numbers_disclosed(subject, _NUMBER, _is_identity_number)


def _is_identity_number(number: str) -> bool:
    """GB 11643: region, date of birth, serial, and a check character modulo 11."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    check = _CHECK_CHARACTERS[sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=False)) % 11]
    return born.year >= 1900 and number[-1].upper() == check
