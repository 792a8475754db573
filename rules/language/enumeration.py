"""Parts listed after the words that divide a total (其中, 包括, 分别为), and whether the sentence
itself says that these are all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from domain.finding import Severity
from rules.language.apposition import ABOUT, appositions, loose_lists
from rules.language.complements import are_complements
from rules.language.levels import OUTSIDE, Level
from rules.language.nearness import may_be_all
from rules.language.parts import Parts, goes_on, is_rest, name_of, parts_after
from rules.language.quantities import AND_SO_ON, TOTAL_WORD, Quantity
from rules.language.summing import totals_after

_MARKER = re.compile(
    r"其中|包括|包含|内有|含|分别[为是有占达]|(?<![^，。；\u3000])(?:从[^，。；、\d]{1,8}看|在?[^，。；、\d]{2,14}[中里])(?=，)|分[为成]|按照?[^，。；、\d]{1,12}?(?:划?分|统计)(?=[，：、]|[^\d，。]{1,8}\d)"
    r"|由(?=[^。；]*\d[^。；]*组成)|来源[为于]|(?<!\d)："
)
_COMPLETE = re.compile(r"分别|分[为成]|按|由|来源")
_BETWEEN = re.compile(r"[^，；。\d]{0,14}[，：。]?[^，；。\d]{0,16}")
_BETWEEN_FAR = re.compile(r"[^；。\d]{0,45}")
_LISTED = re.compile(r"[^，。；：\d]*[、和][^，。；：\d]*")
"""Between two quantities that stand side by side, so that neither is the total alone."""

_BESIDE_CLAUSE = re.compile(r"[，(](?:同比|[较比]|新增|增[长加]|减少|下降)[^，。；]*")
"""A comparison between a total and its parts: ，同比增加2件."""

_OTHER_COUNT = re.compile(r"，[^，。；\d]{2,14}[\d.]+万?余?[^，。；\d]{1,4}(?=，)")
"""Something else counted between a total and its parts: 短视频20个，播放量9万次，其中…"""

_CLAUSE = re.compile(r"[，。；：]")
_AND = re.compile(r"[和与及](?!其他|其它)")
_NAME_BEGINS = 2
"""By so many characters the name of a part is known again."""

_KINDS = re.compile(r"[，、]?(?:共计|共|合计|总计|累计)?")
_FACETS = re.compile(r"(?:方面|部分|类别|领域|板块|类型|渠道)")
_IS = re.compile(r"为|是|属于|确定为")
_ALL_KINDS = re.compile(r"各界|各类|各级|各方")
_FIRST = re.compile(r"[^，。；、\d]{0,6}，")
_NEXT = re.compile("、")
_CHANNEL = re.compile(r"网站|微信|微博|公众号|抖音|头条|客户端|新媒体|平台|公报|栏")
_OPEN = re.compile(rf"{AND_SO_ON}|例如|如：|主要|重点(?!领域|工作|建设|项目)|包括但|……")
_LEAD_WITHIN = 6
"""How many characters into a bracket the dividing word may stand."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A total and the parts listed for it.

    `certainty` is how sure the words are that nothing is left out (分别为, 分为, 其他 as the last
    part, as many parts as kinds were announced; less so a bare bracket), None where they are not.
    `kinds` is the announced number of kinds (三类49项), if any. `nested` are quantities that divide
    single parts once more. `is_loose` is true where only the numbers say that these are parts.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    certainty: Severity | None
    kinds: Quantity | None
    nested: tuple[Quantity, ...] = ()
    is_loose: bool = False


def enumerations(level: Level) -> Iterator[Enumeration]:
    """What the words and the bracket of a level divide."""
    for match in _MARKER.finditer(level.text):
        total = _total(match.start(), level)
        if total is not None and (parts := parts_after(match.end(), total, level)).listed:
            said = Severity.WARNING if _says_all(match, total, parts.listed) else None
            if said is None or len(parts.listed) > 1:
                yield _enumeration(total, parts, said, level)
    yield from _said_of_each(level)
    for whole, listed in totals_after(level):
        yield Enumeration(whole, listed, Severity.WARNING, None)
    yield from _in_apposition(level)
    for whole, listed in appositions(level):
        yield Enumeration(whole, listed, Severity.WARNING, None)
    for whole, listed in loose_lists(level):
        if not _MARKER.search(level.text, whole.end, listed[0].start):
            yield Enumeration(whole, listed, None, None, is_loose=True)
    if level.lead is not None and not _MARKER.search(level.text):
        start = len(level.text) - len(level.text.lstrip(OUTSIDE))
        if (found := parts_after(start, level.lead, level)).listed:
            yield _enumeration(level.lead, found, Severity.INFO, level)


def _says_all(match: re.Match[str], total: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether the dividing word leaves nothing out: 分别为, a colon straight after the total, or
    包括 where the list ends with 和."""
    marker = match.group()
    if marker.startswith(("包", "含")):
        return parts[-1].before.startswith(("和", "及", "以及"))
    return _COMPLETE.match(marker) is not None or (marker == "：" and match.start() == total.end)


def _in_apposition(level: Level) -> Iterator[Enumeration]:
    """邀请各界人士90人参加，代表30人、委员20人、群众40人: a total of all kinds, and three or more
    of them straight after it."""
    for index, total in enumerate(level.quantities):
        if not (TOTAL_WORD.search(total.before) or _ALL_KINDS.search(total.before)):
            continue
        parts: list[Quantity] = []
        end = total.end
        for part in level.quantities[index + 1 :]:
            gap = level.text[end : part.start].removesuffix(part.before)
            is_kin = part.measure_class == total.measure_class
            if not is_kin or not part.before or not (_NEXT if parts else _FIRST).fullmatch(gap):
                break
            parts.append(part)
            end = part.end
        is_open = any(_CHANNEL.search(p.before) or ABOUT.search(p.before) for p in parts)
        if len(parts) > 2 and not is_open and may_be_all(total, parts):
            yield Enumeration(total, tuple(parts), Severity.WARNING, None)


def _said_of_each(level: Level) -> Iterator[Enumeration]:
    """登记账号22个，18个为公众号，4个为微博: what each is, is said of all."""
    for total, first in pairwise(level.quantities):
        between = level.text[total.end : first.start]
        if between not in ("，", "，有", "中，", "中，有") or not _IS.match(first.after):
            continue
        parts = []
        for part in level.quantities[level.quantities.index(first) :]:
            if not _IS.match(part.after) or part.measure_class != total.measure_class:
                break
            parts.append(part)
        if len(parts) > 1:
            yield Enumeration(total, tuple(parts), Severity.WARNING, None)


def _enumeration(total: Quantity, found: Parts, said: Severity | None, level: Level) -> Enumeration:
    kinds = _announced_kinds(total, level)
    parts = found.listed
    span = level.text[parts[0].start - len(parts[0].before) : parts[-1].end + len(parts[-1].after)]
    if len(parts) < 2 or _OPEN.search(span):
        return Enumeration(total, parts, None, None, found.nested)
    is_counted = kinds is not None and kinds.number == len(parts)
    is_whole = is_rest(parts[-1]) or (
        are_complements(tuple(map(name_of, parts))) and not goes_on(parts[-1], level)
    )
    if is_whole or is_counted or _are_announced(parts, total, level):
        said = Severity.WARNING
    return Enumeration(total, parts, said, kinds, found.nested)


def _are_announced(parts: tuple[Quantity, ...], total: Quantity, level: Level) -> bool:
    """Whether the words of the total name just these parts: 会议和培训9次，其中会议5次，培训4次."""
    before = _CLAUSE.split(level.text[: total.start])[-1] + total.after
    if "同时" in before or "均" in before:
        return False
    names = [name_of(part)[:_NAME_BEGINS] for part in parts]
    joined = before.count("、") + len(_AND.findall(before))
    return joined == len(parts) - 1 and all(len(n) > 1 and n in before for n in names)


def _total(position: int, level: Level) -> Quantity | None:
    """The quantity that stands closely before a dividing word and is not one of a list itself."""
    before = [q for q in level.quantities if q.end <= position]
    if not before:
        start = len(level.text) - len(level.text.lstrip(OUTSIDE))
        return level.lead if position - start <= _LEAD_WITHIN else None
    before = _alike(before, position, level)
    total = next((q for q in reversed(before) if not q.is_beside), None)
    if before and _adds(before[-1], position, level):
        return before[-1]
    if total is None and before and "新增" in before[-1].before:
        total = before[-1]
    if total is None:
        return None
    earlier = [q for q in before if q.end <= total.start]
    between = level.text[total.end : position]
    if earlier and "后者" not in between:
        apart = level.text[earlier[-1].end : total.start]
        is_listed = _LISTED.fullmatch(apart) or ("。" in between and "。" not in apart)
        if is_listed and not TOTAL_WORD.search(total.before):
            return None
    between = _BESIDE_CLAUSE.sub("", between)
    between = _OTHER_COUNT.sub("", between)
    is_near = _BETWEEN.fullmatch(between) is not None
    is_called_total = TOTAL_WORD.search(total.before) is not None
    return total if is_near or (is_called_total and _BETWEEN_FAR.fullmatch(between)) else None


def _alike(before: list[Quantity], position: int, level: Level) -> list[Quantity]:
    """Without the quantities at the end of a sentence's beginning that count something else than
    the first part does, where an earlier one counts the same."""
    first = next((q for q in level.quantities if q.start >= position), None)
    if first is None or first.measure is None:
        return before
    last = max(
        (i for i, q in enumerate(before) if q.measure_class == first.measure_class), default=-1
    )
    is_one_sentence = last >= 0 and "。" not in level.text[before[last].end : before[-1].start]
    return before[: last + 1] if is_one_sentence else before


def _adds(nearest: Quantity, position: int, level: Level) -> bool:
    """Whether the quantity straight before is what came in addition (新增80条，其中…) and great
    enough for the first part."""
    is_new = nearest.before.endswith("新增") and level.text[nearest.end : position] in ("，", "。")
    first = next((q for q in level.quantities if q.start >= position), None)
    return is_new and first is not None and first.number <= nearest.number


def _announced_kinds(total: Quantity, level: Level) -> Quantity | None:
    """The number of kinds said just before the total: 三类49项."""
    before = [q for q in level.quantities if q.end <= total.start]
    if not before or not isinstance(before[-1].number, int):
        return None
    kinds = before[-1]
    between = level.text[kinds.end : total.start]
    facet = _FACETS.match(between) if kinds.measure == "个" else None
    rest = between[facet.end() :] if facet else between
    if (kinds.measure_class == "类" or facet) and _KINDS.fullmatch(rest):
        return kinds
    return None
