import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject

_ABOUT = re.compile(
    r"低保|特困|五保|救助|救济|补贴|补助|抚恤|优抚|残疾|慰问|困难|贫困户|脱贫户|信访"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程"
    "吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵"
)
_NAMED = re.compile(
    rf"(?:^|[，、；：。()\s]|农户|村民|居民|低保户|户主|发放给|给予)"
    rf"(?P<name>[{_SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}})[(]?(?:每?[户人月])?\d+(?:\.\d+)?元"
)
_FEWEST = 2
"""One name beside a sum of money may be a word that looks like a name."""


@rule(
    id="V-NAME",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第十五条；《个人信息保护法》第二十八条",
    message="这里像是写出了 {count} 个受助人的姓名和金额。",
    fix="年报里请只写户数、人数和总金额，不写姓名。",
)
def v_name(subject: Subject) -> Iterator[Hit]:
    """年报里没有受助人的名单

    为什么：低保、救助、补贴对象的姓名连同金额属于个人隐私，年报只需要合计数。
    错例：发放临时救助金：王小某500元、李大某300元（姓名全部写出）。
    对例：发放临时救助金2人800元。
    改法：改成人数和合计金额；依法应公示的，另行公示并做去标识化处理。
    """
    for sentence in subject.text.everywhere:
        if "元" not in sentence.plain or not _ABOUT.search(sentence.plain):
            continue
        names = {match["name"] for match in _NAMED.finditer(sentence.plain)}
        if len(names) >= _FEWEST:
            yield Hit(
                {"count": len(names)},
                section=sentence.section,
                place=sentence.place,
                found=f"{len(names)}",
            )
