import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
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
_NO_NAME = (
    r"于|何|任|曾|余|方|许|金|谢|江|毛|陆续|马上|高[度层]|程序|范围|顾虑|白天|夏[季天]|周[末边围一二三四五六日]|杜绝"
    r"|[\u4e00-\u9fff]{1,2}[某村镇乡县庄屯组户等家们次]"
)
"""What follows 申请人 and is no name though it begins like one: 于当日, 曾多次, 陆续, 马家村."""

_PERSON = re.compile(
    r"(?P<who>申请人|信访人|上访人|来访人|举报人|投诉人|低保户|特困户|贫困户|脱贫户|农户|村民|居民)"
    rf"(?!{_NO_NAME})[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?"
    r"(?=反映|要求|申请|提出|来电|来访|来信|投诉|举报|咨询|提交|不服|认为)"
)
_FEWEST = 2
"""One name beside a sum of money may be a word that looks like a name."""


@rule(
    id="V-NAME",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第十五条；《个人信息保护法》第二十八条",
    message="这里像是写出了 {count} 个受助人的姓名和金额。",
    fix="年报里请只写户数、人数和总金额，不写姓名。",
    also={
        "person": Wording(
            message="“{who}”后面像是写出了姓名。",
            fix="年报里请不写个人姓名，只写“某{who}”或者件数。",
        )
    },
)
def v_name(subject: Subject) -> Iterator[Hit]:
    """年报里没有受助人的名单和申请人的姓名

    为什么：低保、救助、补贴对象的姓名连同金额属于个人隐私，申请人、信访人是谁也不应公开；年报只需要合计数。
    错例：发放临时救助金：王小某500元、李大某300元（姓名全部写出）。
    对例：发放临时救助金2人800元。
    改法：改成人数和合计金额；依法应公示的，另行公示并做去标识化处理。
    """
    for sentence in subject.text.everywhere:
        person = _PERSON.search(sentence.plain)
        if person is not None:
            yield Hit(
                {"who": person["who"]},
                section=sentence.section,
                place=sentence.place,
                case="person",
                found=person["who"],
            )
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
