"""Totals that follow their parts: 微信3条，微博2条，合计5条."""

import re
from collections.abc import Iterator, Sequence

from rules.language.levels import Level
from rules.language.nearness import is_near
from rules.language.parts import LEADING, NOT_A_PART, name_of
from rules.language.quantities import TOTAL_WORD, Quantity

ONLY_TOTAL = re.compile(
    r"(?:信息|平台|渠道|内容|事项|方面|单位)?(?:(?:以上|上述|[二两三四]者|[二两三四]项|全年|各?(?:平台|渠道|方面|类|项|者)|全部)*"
    r"(?:合计|共计|总计|总共|一共|累计|相加|之和|加起来|共)+(?:为|是|有|申请|文件|公文|信息|收到|受理|推送|发布|公开)*)"
)
"""Words in front of a number that say nothing but that it sums up."""

_SAYS_ALL = re.compile(r"[共总累]|合计|相加|之和|加起来")
_SUMS_UP = re.compile(r"[^，。；、\d]{0,8}(?:共计|合计|总计|累计|共)[^，。；、\d]{0,8}")
_ALL_ABOVE = re.compile(r"以上|上述")
_TOGETHER = re.compile(r"[^，。；、\d]{0,10}?(?:共计|合计|总计|共)有?")
_UNITS = re.compile(r"单位|机关|部门")
_RESPECTIVELY = re.compile(r"分别[^。；]*$")
_MAY_SUM_UP = re.compile(r"^.{0,2}$|[共计]有?$")
"""A cheap first look at the words in front of a number."""

_CARRIED_IN = re.compile(r"^(?:叠加|加上|加|连同)?[上去]一?年度?(?=结转|转结|转入)")
_REFERS = re.compile(r"(?:上述|以上|全部|所有|这|该)?")
_OPENS = re.compile(
    r"(?:(?:20\d\d年度?|全年|本年度?|年内)[，中]?)?[^，。；、\d]{0,8}?(?:共|累计|全年)[^，。；、\d]{0,4}"
)
"""How a sentence begins that counts its first part: 全年共收到来信5件."""

_NAME_ENDS = 2
"""By so many last characters the name of a part is known again."""


def totals_after(level: Level) -> Iterator[tuple[Quantity, tuple[Quantity, ...]]]:
    """Each total that follows its parts, with these."""
    for index, total in enumerate(level.quantities):
        before = level.quantities[:index]
        parts = _straight_before(total, before, level)
        if not parts and len(before) > 1 and _MAY_SUM_UP.search(total.before):
            parts = _side_by_side(total, before, level)
        if len(parts) > 1:
            yield total, parts


def _straight_before(
    total: Quantity, before: Sequence[Quantity], level: Level
) -> tuple[Quantity, ...]:
    """The parts of a total that words call one; where these may say more, the numbers decide."""
    if _SAYS_ALL.search(total.before) is None:
        return ()
    is_plain = ONLY_TOTAL.fullmatch(total.before) is not None
    if not is_plain and not _SUMS_UP.fullmatch(total.before):
        return ()
    parts = _parts_before(total, before, level)
    return parts if is_plain or is_near(total, parts) else ()


def _parts_before(
    total: Quantity, before: Sequence[Quantity], level: Level
) -> tuple[Quantity, ...]:
    """The parts that end just before a total, all parted by the same mark."""
    parts: list[Quantity] = []
    is_semicolon = False
    for part in reversed(before):
        gap = level.text[part.end : (parts[0] if parts else total).start]
        if not parts and not re.search(r"[，、；。]", gap):
            continue
        if len(parts) == 1:
            is_semicolon = "；" in gap
        is_apart = "。" in gap and (bool(parts) or not _ALL_ABOVE.match(total.before))
        is_apart = is_apart or ("；" in gap and bool(parts) and not is_semicolon)
        is_nameless = not name_of(part) and not _RESPECTIVELY.search(level.text[: part.start])
        if is_apart or part.measure_class not in (total.measure_class, None) or is_nameless:
            break
        words = _CARRIED_IN.sub("", LEADING.sub("", part.before))
        opening = _OPENS.match(words)
        if NOT_A_PART.search(words, opening.end() if opening else 0):
            break
        parts.insert(0, part)
        if opening and TOTAL_WORD.search(opening.group()):
            break
    return tuple(parts)


def _side_by_side(
    total: Quantity, before: Sequence[Quantity], level: Level
) -> tuple[Quantity, ...]:
    """The quantities before a total that 、 joins, where the total is said of all of them."""
    parts = [before[-1]]
    for part in reversed(before[:-1]):
        gap = level.text[part.end : parts[0].start]
        is_joined = re.search(r"[，。；]", gap) is None and re.search(r"[、和及]", gap) is not None
        if not is_joined or part.measure_class != parts[0].measure_class or not name_of(part):
            break
        parts.insert(0, part)
    if any(NOT_A_PART.search(part.before) for part in parts[1:]):
        return ()
    is_sum = _sums_up_at_once(total, parts, level) or _names_all(total, parts, level)
    return tuple(parts) if is_sum else ()


def _sums_up_at_once(total: Quantity, parts: Sequence[Quantity], level: Level) -> bool:
    """13个乡镇、29个部门共42家单位."""
    if not _TOGETHER.fullmatch(level.text[parts[-1].end : total.start]):
        return False
    is_alike = parts[0].measure_class == total.measure_class
    return is_alike or (total.measure == "家" and _UNITS.match(total.after) is not None)


def _names_all(total: Quantity, parts: Sequence[Quantity], level: Level) -> bool:
    """建议14件、提案22件，36件建议提案均已办结: what the total counts is named by all parts."""
    if total.measure_class != parts[0].measure_class or not _REFERS.fullmatch(total.before):
        return False
    names = [name_of(part)[-_NAME_ENDS:] for part in parts]
    is_next = re.fullmatch(
        r"[^，。；\d]{0,12}，[^，。；\d]{0,3}", level.text[parts[-1].end : total.start]
    )
    return is_next is not None and len(set(names)) > 1 and all(n in total.after for n in names)
