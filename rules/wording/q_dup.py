import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject

_DOUBLED = re.compile(
    r"(?P<word>(?P<first>[\u4e00-\u9fff])(?!(?P=first))[\u4e00-\u9fff]{1,3})(?P=word)"
)
_MEASURE_DOUBLED = re.compile(
    r"\d(?P<word>件|条|份|个|次|项|篇|期|场)(?P=word)(?![有人体别性例款件文目刊间限满末地合])"
)
_IDIOM = re.compile(r"^[一逐每各多很好再]|^(?:研究|讨论|商量|考虑|交流|了解|学习)$")
_SEAM = re.compile(
    "政府政府(?:信息|网站|办|门户|公报|采购|工作|规章|部门|机关|投资|数据)"
    "|公开公开(?:栏|办|日|透明|指南|目录|制度|平台|专栏|渠道|属性|条例|方式)"
    "|信息信息(?:化|员|量|系统|网|中心|技术)|工作工作(?:人员|组|机构|机制|方案|要点|动态|会|报告)"
    "|(?:机关|部门|单位|中心|服务|管理|行政|组织|社会|网站|政务|建设|公共|机构|办公|社区|街道|领导"
    "|年度|安全|监督|法律|财政|教育|卫生|党委|党组|保险|公司|学校|医院|环境|农业|旅游|文化|应急|审批"
    "|督查|质量|技术){2}(?=[\u4e00-\u9fff])"
)
"""Words that rightly meet where one name ends and another begins: 县人民政府政府信息公开办公室."""


@rule(
    id="Q-DUP",
    severity=Severity.WARNING,
    basis="《党政机关公文处理工作条例》第十九条：文字精练，表述准确",
    message="“{doubled}”里“{word}”写了两遍。",
    fix="如果多写了一遍，请删去一个“{word}”。",
)
def q_dup(subject: Subject) -> Iterator[Hit]:
    """没有重复多写的词

    为什么：复制、改稿时常把一个词留了两遍，公开之后很显眼。
    错例：切实维护维护群众的知情权。
    对例：切实维护群众的知情权。
    改法：删去多写的一个。
    """
    for sentence in subject.text.everywhere:
        text = sentence.plain
        for match in (*_DOUBLED.finditer(text), *_MEASURE_DOUBLED.finditer(text)):
            word = match["word"]
            if _IDIOM.match(word) or _SEAM.match(text, match.start("word")):
                continue
            yield Hit(
                {"doubled": word * 2, "word": word},
                quote=sentence.text,
                section=sentence.section,
                place=sentence.place,
                found=word * 2,
                expected=word,
            )
