"""Parts listed after the words that divide a total (其中, 包括, 分别为), and whether the sentence
itself says that these are all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.finding import Severity
from rules.levels import OUTSIDE, Level
from rules.quantities import TOTAL_WORD, Quantity

_MARKER = re.compile(
    r"其中|包括|包含|含|分别(?:为|是|有)|分[为成]|按照?[^，。；、\d]{1,12}?(?:划?分|统计)(?=[，：、]|[^\d，。]{1,8}\d)"
    r"|由(?=[^。；]*\d[^。；]*组成)|："
)
_COMPLETE = re.compile(r"分别|分[为成]|按|由")
_BETWEEN = re.compile(r"[^，；。\d]{0,14}[，：。]?[^，；。\d]{0,16}")
_BETWEEN_FAR = re.compile(r"[^；。\d]{0,45}")
_LISTED = re.compile(r"[^，。；：\d]*[、和][^，。；：\d]*")
"""Between two quantities that stand side by side, so that neither is the total alone."""

_KINDS = re.compile(r"[，、]?(?:共计|共|合计|总计|累计)?")
_FACETS = re.compile(r"(?:方面|部分|类别|领域|板块|类型|渠道)")
_RESIDUAL = re.compile(r"(?:其他|其它|其余|剩余)")
_LEADING = re.compile(r"^(?:其中|包括|包含|含|分别[为是有]?|和|与|及|以及|有|：)*")
_NOT_A_PART = re.compile(
    r"另|此外|同时|比|较|占|增|减|超|注销|关停|同期|上年|去年|全年|总|累计|合计|共计|其中|平均|每|完成率"
)
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
            said = Severity.WARNING if _COMPLETE.match(match.group()) else None
            if said is None or len(parts) > 1:
                yield _enumeration(total, parts, said, level)
    if level.lead is not None and not _MARKER.search(level.text):
        start = len(level.text) - len(level.text.lstrip(OUTSIDE))
        if parts := _parts(start, level.lead, level):
            yield _enumeration(level.lead, parts, Severity.INFO, level)


def name_of(part: Quantity) -> str:
    """The words that a part counts, without those that only join it to the list."""
    return _LEADING.sub("", part.before) or part.after


def _enumeration(
    total: Quantity, parts: tuple[Quantity, ...], said: Severity | None, level: Level
) -> Enumeration:
    kinds = _announced_kinds(total, level)
    span = level.text[parts[0].start - len(parts[0].before) : parts[-1].end + len(parts[-1].after)]
    if len(parts) < 2 or _OPEN.search(span):
        return Enumeration(total, parts, None, None)
    has_rest = _RESIDUAL.match(name_of(parts[-1])) is not None
    if has_rest or (kinds is not None and kinds.number == len(parts)):
        said = Severity.WARNING
    return Enumeration(total, parts, said, kinds)


def _total(position: int, level: Level) -> Quantity | None:
    """The quantity that stands closely before a dividing word and is not one of a list itself."""
    before = [q for q in level.quantities if q.end <= position]
    if not before:
        start = len(level.text) - len(level.text.lstrip(OUTSIDE))
        return level.lead if position - start <= _FIRST_WITHIN // 5 else None
    total = before[-1]
    if len(before) > 1 and _LISTED.fullmatch(level.text[before[-2].end : total.start]):
        return None
    between = level.text[total.end : position]
    reach = _BETWEEN_FAR if TOTAL_WORD.search(total.before) else _BETWEEN
    return total if reach.fullmatch(between) else None


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
        if parts and (rank > first_rank or rank == 3 or "其中" in between):
            break
        last = quantity.end
        usual = (parts[0].measure_class,) if parts else (total.measure_class, None)
        if quantity.measure_class not in usual:
            continue
        if not name_of(quantity) or _NOT_A_PART.search(_LEADING.sub("", quantity.before)):
            break
        parts.append(quantity)
        if _RESIDUAL.match(name_of(quantity)):
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
