import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.personal_numbers import numbers_disclosed
from rules.subject import Subject

_NUMBER = re.compile(r"(?<![\dA-Za-z])(?:3|4|5|6|9)\d{15,18}(?![\dA-Za-z])")


@rule(
    id="V-BANK",
    severity=Severity.ERROR,
    basis="《个人信息保护法》第二十八条；《政府信息公开条例》第十五条；校验位按 GB/T 15120",
    message="这里有 {count} 个像银行卡号的号码（{masked}），不能公开。",
    fix="请删去号码；已经发布的请尽快撤下改正。",
)
def v_bank(subject: Subject) -> Iterator[Hit]:
    """年报里没有银行卡号

    为什么：银行卡号属于敏感个人信息，连同姓名公开会造成损失。
    错例：补贴打入农户张某的账户（卡号全部写出）。
    对例：补贴已打入农户张某的账户。
    改法：删去号码。
    """
    yield from numbers_disclosed(subject, _NUMBER, _is_card_number)


def _is_card_number(number: str) -> bool:
    """The last digit of a card number makes the Luhn sum a multiple of ten."""
    doubled = (int(d) * 2 for d in number[-2::-2])
    total = sum(map(int, number[-1::-2])) + sum(d - 9 if d > 9 else d for d in doubled)
    return total % 10 == 0 and len(set(number)) > 2
