"""Parts that follow their total without a dividing word: 会议9次，党组会议6次，局务会议3次."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from rules.language.complements import are_complements
from rules.language.levels import OUTSIDE, Level
from rules.language.nearness import has_exchanged, is_near
from rules.language.quantities import TOTAL_WORD, Quantity

ABOUT = re.compile(r"(?:主要)?(?:涉及|涵盖)")
"""One thing may be about several others."""

_FIRST = re.compile(r"[^，。；、：\d]{0,10}[，：。]")
_NEXT = re.compile(r"[^，。；、：\d]{0,6}[，、；]")
_LAST = re.compile(r"[^，。；、：\d]{0,6}(?:[。；，\u3000]|$)")
_LOOSELY = re.compile(
    r"[^，。；、：\d]{0,10}(?:，[^，。；、：\d]{2,8})?[，：]|。(?:[^，。；、：\d]{2,8}：)?"
)
_MARK = re.compile(r"[，、；][和及]?|[和及]")
_FEWEST = 3
_REFERS = re.compile(r"[；。](?P<whole>[^，。；、：\d]{2,10})[中里]，")
_NOT_A_PART = re.compile(
    r"其中|另|此外|同时|比|较|增|超|同期|上年|去年|全年|总|累计|合计|共计|平均|每|率|涉及|人均|参加|覆盖|等(?!次|级|奖)"
)
_DOES = re.compile(
    r"公开|解读|发布|印发|制发|更新|回复|答复|办[理结]|审[核查]|修[订改]|废止|组织|开展|举办|召开|参[加与]|接[受待听]"
    r"|完成|整改|清理|转载|推送|报送|上报|转办|培训班|走访|回访|检查|通报|收[到回]|受理|新[增建]|撤[并销]|调整|维护|关注|阅读"
)
"""What was done with things does not divide them: 制发文件60份，公开文件50份，解读文件20份."""

_BARE = r"各类|专题|年度|接受|全年|共|设置?|制作"
_SAYS_NOTHING = r"(?:总量|总数|总计|合计|共|为|有)*"
_SHARED = 2
"""By so many last characters the names of parts are of one kind: 党组会议, 局务会议."""

_NEARLY = Decimal("0.1")
_MOST_TIMES = 2
"""A total further from its parts than a slip of the hand takes it is of something else."""


def appositions(level: Level) -> Iterator[tuple[Quantity, tuple[Quantity, ...]]]:
    """Totals with the parts that stand straight after them and are all of them as far as words
    or, where they do not add up by a little, numbers tell."""
    for index, total in enumerate(level.quantities[:-2]):
        if total.measure is None or total.is_beside or _is_in_list(total, index, level):
            continue
        parts = _following(total, level.quantities[index + 1 :], level)
        if len(parts) > 1 and _are_all(total, parts):
            yield total, parts
    yield from _referred(level)


def _is_in_list(quantity: Quantity, index: int, level: Level) -> bool:
    """Whether it stands in a list itself: the second of 线索14条，属实6条，不属实8条."""
    before = level.quantities[index - 1] if index else None
    if before is None or before.measure_class != quantity.measure_class:
        return False
    is_joined = level.text[before.end : quantity.start] == f"，{quantity.before}"
    return is_joined and not (_DOES.search(quantity.before) or TOTAL_WORD.search(quantity.before))


def loose_lists(level: Level) -> Iterator[tuple[Quantity, tuple[Quantity, ...]]]:
    """Totals with things counted alike straight after them that only the numbers show to be their
    parts: 信息90条，涉及教育40条、卫生30条、社保21条."""
    for index, total in enumerate(level.quantities[:-_FEWEST]):
        following = level.quantities[index + 1 : index + 1 + _FEWEST]
        if total.measure is None or any(q.measure_class != total.measure_class for q in following):
            continue
        if total.is_beside or total.before.startswith("其中"):
            continue
        parts = _run(total, level.quantities[index + 1 :], level)
        is_likely = is_near(total, parts) or has_exchanged(total, parts)
        if len(parts) >= _FEWEST and is_likely and not _is_sibling(total, parts[0]):
            yield total, parts


def _is_sibling(total: Quantity, first: Quantity) -> bool:
    """Whether it is the first of a list itself: 选择满意的90份，选择一般的50份."""
    return total.before[:_SHARED] == first.before[:_SHARED]


def _run(total: Quantity, quantities: Sequence[Quantity], level: Level) -> tuple[Quantity, ...]:
    """All that is counted like the total straight after it, parted by one mark."""
    parts: list[Quantity] = []
    mark = ""
    end = total.end
    for part in quantities:
        gap = _gap(end, part, level.text).strip(OUTSIDE)
        is_joined = gap == "" and part.before.startswith(("和", "及", "以及"))
        if not (_MARK if parts else _LOOSELY).fullmatch(gap) and not (parts and is_joined):
            break
        mark = mark or (gap if parts else "")
        name = ABOUT.sub("", part.before)
        is_thing = name and not _NOT_A_PART.search(name)
        is_done = _DOES.search(name) or _DOES.search(part.after)
        if part.measure_class != total.measure_class or not is_thing or is_done:
            return ()
        if parts and not is_joined and gap[:1] != mark[:1]:
            break
        parts.append(part)
        end = part.end
    return tuple(parts)


def _following(
    total: Quantity, quantities: Sequence[Quantity], level: Level
) -> tuple[Quantity, ...]:
    """The parts up to the end of the sentence, or none where something else is among them."""
    parts: list[Quantity] = []
    end = total.end
    for part in quantities:
        if part.start - len(part.before) < end:
            return ()
        gap = _gap(end, part, level.text)
        joins = _NEXT if parts else _FIRST
        if not joins.fullmatch(gap) or ("；" in gap and _begins_anew(parts, gap, level.text)):
            break
        if part.measure_class != total.measure_class or _NOT_A_PART.search(part.before):
            return ()
        if not part.before:
            return ()
        parts.append(part)
        end = part.end
    ends = parts and _LAST.match(level.text, parts[-1].end)
    return tuple(parts) if ends else ()


def _gap(end: int, part: Quantity, text: str) -> str:
    gap = text[end : part.start].translate(_QUOTES).rstrip("：" + OUTSIDE)
    return gap.removesuffix(part.before)


_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'"))


def _begins_anew(parts: Sequence[Quantity], gap: str, text: str) -> bool:
    """Whether a semicolon ends the list instead of joining it."""
    return len(parts) > 1 and "；" not in text[parts[0].end : parts[1].start]


def _are_all(total: Quantity, parts: Sequence[Quantity]) -> bool:
    names = tuple(part.before for part in parts)
    if any(_DOES.search(part.after) for part in parts) or _do_different_things(names):
        return False
    whole, added = Decimal(total.number), sum((Decimal(p.number) for p in parts), Decimal())
    if are_complements(names):
        is_near = added <= _MOST_TIMES * whole and whole <= _MOST_TIMES * added
        return is_near or any(part.number > total.number for part in parts)
    if any(_DOES.search(name) for name in names) or not _are_of_one_kind(names, total):
        return False
    return added > whole or whole - added <= max(Decimal(1), whole * _NEARLY)


def _do_different_things(names: Sequence[str]) -> bool:
    """当日答复, 次日回访: no parts of one number, though 当日 and 次日 leave nothing out."""
    verbs = [set(_DOES.findall(name)) for name in names]
    return all(verbs) and not set.intersection(*verbs)


def _are_of_one_kind(names: Sequence[str], total: Quantity) -> bool:
    endings = {name[-_SHARED:] for name in names}
    ending = names[0][-_SHARED:]
    whole = re.search(rf"(?:{_DOES.pattern}|{_BARE}|^){ending}{_SAYS_NOTHING}$", total.before)
    return len(endings) == 1 and whole is not None and len(set(names)) == len(names)


def _referred(level: Level) -> Iterator[tuple[Quantity, tuple[Quantity, ...]]]:
    """村居30块；村居公开栏中，电子屏10块，展板25块: too many of what was counted before."""
    for match in _REFERS.finditer(level.text):
        before = [q for q in level.quantities if q.end <= match.start() and q.before]
        total = next((q for q in reversed(before) if match["whole"].startswith(q.before)), None)
        after = [q for q in level.quantities if q.start >= match.end()]
        parts = tuple(q for q in after if total and q.measure_class == total.measure_class)
        if total is None or len(parts) < 2 or len(parts) < len(after):
            continue
        is_listed = all(
            _NEXT.fullmatch(_gap(one.end, other, level.text)) for one, other in pairwise(parts)
        )
        if is_listed and sum(Decimal(part.number) for part in parts) > total.number:
            yield total, parts
