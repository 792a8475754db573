import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.sentences import Sentence
from rules.personal_numbers import numbers_disclosed
from rules.subject import Subject

_NUMBER = re.compile(r"(?<![\dA-Za-z\-—.])1[3-9]\d{9}(?![\dA-Za-z])")
_OFFICE = re.compile(
    r"联系(?:电话|方式)|咨询|热线|传真|办公|监督|举报电话|地址|邮编|窗口|经办|本机关"
)
_PRIVATE = re.compile(r"农户|村民|居民|住户|户主|申请人|当事人|群众|低保|学生|家长|患者|某")


@rule(
    id="V-PHONE",
    severity=Severity.WARNING,
    basis="《个人信息保护法》第三十四条；《政府信息公开条例》第十五条",
    message="这里有 {count} 个手机号码（{masked}）。",
    fix="个人的手机号码请删去；工作联系请改用办公室座机。",
)
def v_phone(subject: Subject) -> Iterator[Hit]:
    """年报里没有个人的手机号码

    为什么：手机号码可以认出一个人；年报只需要本机关的联系电话。
    错例：申请人李某（手机号 11 位全部写出）反映的问题已答复。
    对例：申请人李某反映的问题已答复。
    改法：删去号码；作为本机关联系方式的，最好改成座机。
    """
    yield from numbers_disclosed(subject, _NUMBER, lambda _number: True, _severity)


def _severity(sentence: Sentence) -> Severity | None:
    """A number given as the office's own is worth a word only."""
    is_office = sentence.section is None or _OFFICE.search(sentence.plain)
    return Severity.INFO if is_office and not _PRIVATE.search(sentence.plain) else None
