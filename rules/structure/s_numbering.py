import re
from collections.abc import Iterator
from itertools import pairwise

from domain.finding import Severity
from domain.report import Paragraph, Section
from rules.definition import Hit, Wording, rule
from rules.language.numerals import parse_number
from rules.subject import Subject

_NUMBER = re.compile(r"\s*[（(]\s*(?P<number>[一二三四五六七八九十]{1,3})\s*[）)](?!\s*[项款类])")

_SENTENCE_END = re.compile(r"(?<=[。！？])")


@rule(
    id="S-NUMBERING",
    severity=Severity.INFO,
    basis="《党政机关公文格式》（GB/T 9704）：结构层次序数依次用“一、”“（一）”“1.”“（1）”",
    message="第{section}部分出现两个“（{after}）”。",
    fix="请把后一个“（{after}）”及其后面的序号依次顺延。",
    also={
        "gap": Wording(
            message="第{section}部分“（{before}）”后面是“（{after}）”，序号不连续。",
            fix="请核对是漏了一段，还是序号写错。",
        )
    },
)
def s_numbering(subject: Subject) -> Iterator[Hit]:
    """各部分里（一）（二）（三）的序号连续

    为什么：序号重复或者跳号，多半是增删段落后没有改，读者会以为漏了内容。
    错例：（一）主动公开……（二）依申请公开……（二）政府信息管理……
    对例：（一）主动公开……（二）依申请公开……（三）政府信息管理……
    改法：从第一处错开的地方起重新编号。
    """
    for section in subject.report.sections:
        for (before, _), (after, paragraph) in pairwise(_numbered(section)):
            first, second = parse_number(before), parse_number(after)
            # Numbers that begin again belong to another list.
            if first is None or second in (None, 1, first + 1):
                continue
            yield Hit(
                params={"section": section.number, "before": before, "after": after},
                quote=_SENTENCE_END.split(paragraph.text.strip())[0],
                section=section.number,
                place=paragraph.place,
                case=None if first == second else "gap",
                found=f"（{after}）",
            )


def _numbered(section: Section) -> Iterator[tuple[str, Paragraph]]:
    for paragraph in section.paragraphs:
        match = _NUMBER.match(paragraph.text)
        if match is not None:
            yield match["number"], paragraph
