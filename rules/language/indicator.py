"""What a sentence counts first of all, by name, so that two sentences can be told to count the
same: “全年答复咨询12条” and “年内共答复咨询15条”."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.report import Report
from rules.language.numerals import NUMBER, parse_number
from rules.language.scope import Scope, scope_at
from rules.language.sentences import Sentence

_YEAR = r"(?:20\d\d年度?|全年度?|本年度?|年内|年度内|今年(?:以来)?|一年来)"
_HEAD = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,2}\)"
    r"(?:(?:主动公开|依申请公开|政府信息管理|(?:政府信息公开)?平台建设|监督保障)(?:情况|工作)?)?"
    r"|\d{1,2}[.、])"
)
"""A number with the prescribed sub-heading, which some reports run into the first sentence."""
_COUNTED = re.compile(
    rf"^(?P<when>{_YEAR}[，内里中]?)?"
    rf"(?P<words>[^，。；：()、\d]{{4,40}}?)(?P<number>{NUMBER})(?![\d.%年月日])"
    r"(?P<measure>条次|人次|场次|件次|篇次|期次|[件条份项个篇次宗期户人场册张块])"
    r"(?=[，。；]|$)"
)
_WHOLE_YEAR = re.compile(_YEAR)
_SAYS_NOTHING = re.compile(
    rf"{_YEAR}|一年中|共计|共(?![同享建产青公])|累计|总共|一共|合计|总计|均|已|了|为|的|达到?|“|”|先后|我[镇县市区局乡办]|本(?:机关|单位|[镇县市区局乡办])"
)
_DOES = (
    r"(?:主动公开|公开|答复|回复|回应|办理|办结|受理|收到|接到|接待|接听|举办|召开|开展|组织|发布|推送|更新|制发|印发|制作|编制"
    r"|转载|报送|发放|培训|检查|处理|解答|审查|审核|编发|刊发|播出)"
)
_VERB = re.compile(_DOES)
_GENERIC = re.compile(
    rf"{_DOES}(?:各类|政务|政府|相关|工作|动态|有关|政策|业务|专题|专项|日常)*"
    r"(?:信息|文件|公文|文章|稿件|材料|内容|作品|会议|培训班?|活动|检查|申请|案件|建议|提案|咨询|解读|宣传)?$"
)
_OTHER = re.compile(
    r"其中|每|至少|不少于|计划|目标|要求|平均|[较比]|增|减|同期|余|近|约|超|首|再|另|新(?!闻|媒体)|针对|方面|领域"
    r"|第|以上|部分|涉及|结转|通过|利用|其他|分别|各"
)
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Indicator:
    """`name` is what is counted, without words for the year and for all. `is_specific` where the
    name is of one thing only, so that no other part of the year's work bears it. `is_of_year` where
    the sentence says that the number is of the whole year."""

    name: str
    number: int | Decimal
    is_specific: bool
    is_of_year: bool


def indicator(sentence: Sentence, report: Report) -> Indicator | None:
    """What a sentence counts at its beginning, before the first comma; None where that is nothing,
    or a part, a plan or another year."""
    text = _HEAD.sub("", sentence.plain)
    match = _COUNTED.match(text)
    if match is None or _OTHER.search(match["words"]):
        return None
    name = _SAYS_NOTHING.sub("", match["words"])
    number = parse_number(match["number"])
    if number is None or len(name) < _LEAST or not _VERB.search(name):
        return None
    if scope_at(text, match.start("number"), report) is not Scope.WHOLE:
        return None
    is_of_year = bool(match["when"]) or _WHOLE_YEAR.search(match["words"]) is not None
    is_specific = not _GENERIC.search(name)
    return Indicator(f"{name}（{match['measure']}）", number, is_specific, is_of_year)
