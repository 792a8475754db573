"""Parts listed after the words that divide a total (其中, 包括, 分别为), and whether the sentence
itself says that these are all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from domain.finding import Severity
from rules.language.apposition import appositions
from rules.language.complements import are_complements
from rules.language.levels import OUTSIDE, Level
from rules.language.quantities import TOTAL_WORD, Quantity

_MARKER = re.compile(
    r"其中|包括|包含|含|分别(?:为|是|有)|分[为成]|按照?[^，。；、\d]{1,12}?(?:划?分|统计)(?=[，：、]|[^\d，。]{1,8}\d)"
    r"|由(?=[^。；]*\d[^。；]*组成)|来源[为于]|(?<!\d)："
)
_COMPLETE = re.compile(r"分别|分[为成]|按|由|来源")
_BETWEEN = re.compile(r"[^，；。\d]{0,14}[，：。]?[^，；。\d]{0,16}")
_BETWEEN_FAR = re.compile(r"[^；。\d]{0,45}")
_LISTED = re.compile(r"[^，。；：\d]*[、和][^，。；：\d]*")
"""Between two quantities that stand side by side, so that neither is the total alone."""

_BESIDE_CLAUSE = re.compile(r"[，(](?:同比|[较比]|新增|增[长加]|减少|下降)[^，。；]*")
"""A comparison between a total and its parts: ，同比增加2件."""

_CLAUSE = re.compile(r"[，。；：]")
_AND = re.compile(r"[和与及](?!其他|其它)")
_NAME_BEGINS = 2
"""By so many characters the name of a part is known again."""

_KINDS = re.compile(r"[，、]?(?:共计|共|合计|总计|累计)?")
_FACETS = re.compile(r"(?:方面|部分|类别|领域|板块|类型|渠道)")
_RESIDUAL = re.compile(r"(?:其他|其它|其余|剩余)")
_REST = ("", "其余", "另有", "剩余", "还有")
_LEADING = re.compile(r"^(?:其中|包括|包含|含|分别[为是有]?|和|与|及|以及|有(?!效)|：)*")
_NOT_A_PART = re.compile(
    r"另|此外|同时|比|较|占(?!$)|增|(?<!删)减|超|注销|关停|同期|上年|去年|全年|总|累计|合计|共计|其中|平均|每|完成率"
)
_IS = re.compile(r"为|是|属于|确定为")
ONLY_TOTAL = re.compile(
    r"(?:(?:以上|上述|[二两三四]者|[二两三四]项|全年|各?(?:平台|渠道|方面|类|项|者)|全部)*"
    r"(?:合计|共计|总计|总共|一共|累计|相加|之和|加起来|共)+(?:为|是|有|申请|文件|公文|信息|收到|受理|推送|发布|公开)*)"
)
"""Words in front of a number that say nothing but that it sums up."""

_ALL_KINDS = re.compile(r"各界|各类|各级|各方")
_FIRST = re.compile(r"[^，。；、\d]{0,6}，")
_NEXT = re.compile("、")
_CHANNEL = re.compile(r"网站|微信|微博|公众号|抖音|头条|客户端|新媒体|平台|公报|栏")
_RANKS = (("。", 3), ("；", 2), ("，", 1))
_OPEN = re.compile(r"等|例如|如：|主要|重点|包括但|……")
_FIRST_WITHIN = 30
"""How many characters after the dividing word the first part may begin."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A total and the parts listed for it.

    `certainty` is how sure the words are that nothing is left out (分别为, 分为, 其他 as the last
    part, as many parts as kinds were announced; less so a bare bracket), None where they are not.
    `kinds` is the announced number of kinds (三类49项), if any.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    certainty: Severity | None
    kinds: Quantity | None


def enumerations(level: Level) -> Iterator[Enumeration]:
    """What the words and the bracket of a level divide."""
    for match in _MARKER.finditer(level.text):
        total = _total(match.start(), level)
        if total is not None and (parts := _parts(match.end(), total, level)):
            said = Severity.WARNING if _says_all(match, total, parts) else None
            if said is None or len(parts) > 1:
                yield _enumeration(total, parts, said, level)
    yield from _said_of_each(level)
    yield from _summed_up(level)
    yield from _in_apposition(level)
    for whole, parts in appositions(level):
        yield Enumeration(whole, parts, Severity.WARNING, None)
    if level.lead is not None and not _MARKER.search(level.text):
        start = len(level.text) - len(level.text.lstrip(OUTSIDE))
        if parts := _parts(start, level.lead, level):
            yield _enumeration(level.lead, parts, Severity.INFO, level)


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
        if len(parts) > 2 and not any(_CHANNEL.search(part.before) for part in parts):
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


def _summed_up(level: Level) -> Iterator[Enumeration]:
    """微信3条，微博2条，合计5条; 预算信息5份、决算信息6份，共11份."""
    for index, total in enumerate(level.quantities):
        if not ONLY_TOTAL.fullmatch(total.before):
            continue
        parts: list[Quantity] = []
        for part in reversed(level.quantities[:index]):
            following = parts[0] if parts else total
            gap = level.text[part.end : following.start]
            is_kin = part.measure_class in (total.measure_class, None)
            if not parts and not re.search(r"[，、；。]", gap):
                continue
            words = _LEADING.sub("", part.before)
            if not is_kin or not name_of(part) or re.search(r"[。；]", gap):
                break
            if TOTAL_WORD.search(words) or _NOT_A_PART.search(words):
                break
            parts.insert(0, part)
        if len(parts) > 1:
            yield Enumeration(total, tuple(parts), Severity.WARNING, None)


def name_of(part: Quantity) -> str:
    """The words that a part counts, without those that only join it to the list."""
    before = _LEADING.sub("", part.before)
    return part.after or before if before in _REST else before


def _enumeration(
    total: Quantity, parts: tuple[Quantity, ...], said: Severity | None, level: Level
) -> Enumeration:
    kinds = _announced_kinds(total, level)
    span = level.text[parts[0].start - len(parts[0].before) : parts[-1].end + len(parts[-1].after)]
    if len(parts) < 2 or _OPEN.search(span):
        return Enumeration(total, parts, None, None)
    is_counted = kinds is not None and kinds.number == len(parts)
    is_whole = _is_rest(parts[-1]) or are_complements(tuple(map(name_of, parts)))
    if is_whole or is_counted or _are_announced(parts, total, level):
        said = Severity.WARNING
    return Enumeration(total, parts, said, kinds)


def _is_rest(part: Quantity) -> bool:
    """Whether it is what the other parts leave: 其他20件, 另有3个其他账号."""
    return _RESIDUAL.match(name_of(part)) is not None or _RESIDUAL.match(part.before) is not None


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
        return level.lead if position - start <= _FIRST_WITHIN // 5 else None
    total = next((q for q in reversed(before) if not q.is_beside), None)
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
    is_near = _BETWEEN.fullmatch(between) is not None
    is_called_total = TOTAL_WORD.search(total.before) is not None
    return total if is_near or (is_called_total and _BETWEEN_FAR.fullmatch(between)) else None


def _parts(position: int, total: Quantity, level: Level) -> tuple[Quantity, ...]:
    parts: list[Quantity] = []
    first_rank = 0
    last = position
    for quantity in (q for q in level.quantities if q.start >= position):
        between = level.text[last : quantity.start]
        rank = next((rank for mark, rank in _RANKS if mark in between), 0)
        if not parts and (len(between) > _FIRST_WITHIN or rank == 3):
            break
        if len(parts) == 1:
            first_rank = rank
        reach = max(first_rank, 1) if _is_rest(quantity) else first_rank
        if parts and (rank > reach or rank == 3 or "其中" in between):
            break
        last = quantity.end
        usual = (parts[0].measure_class,) if parts else (total.measure_class, None)
        if quantity.measure_class not in usual:
            continue
        is_rest = _is_rest(quantity)
        if not name_of(quantity) or (
            not is_rest and _NOT_A_PART.search(_LEADING.sub("", quantity.before))
        ):
            break
        parts.append(quantity)
        if is_rest:
            break
    return tuple(parts)


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
