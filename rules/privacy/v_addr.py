import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject

_HOME = re.compile(
    r"(?:家住|现住|居住于|居住在|住址|户籍地|户籍所在地|家庭地址)(?:为|是|：|在|:)?"
    r"[^，。；]{2,30}?\d+(?:号|室|栋|幢|组|单元)"
)


@rule(
    id="V-ADDR",
    severity=Severity.WARNING,
    basis="《个人信息保护法》第四条；《政府信息公开条例》第十五条",
    message="这里像是写出了个人的住址。",
    fix="个人的地址只写到乡镇或街道。",
)
def v_addr(subject: Subject) -> Iterator[Hit]:
    """年报里没有个人的门牌住址

    为什么：住址可以找到一个人，属于个人信息。
    错例：申请人家住（小区、楼栋、门牌全部写出）。
    对例：申请人为石桥镇居民。
    改法：只保留到乡镇、街道。
    """
    for sentence in subject.text.everywhere:
        if _HOME.search(sentence.plain):
            yield Hit(section=sentence.section, place=sentence.place)
