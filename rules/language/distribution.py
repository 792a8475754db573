"""Numbers that stand apart from what they count: “网络、信函分别为3、2件”, “微博、微信各5条”,
“3个村各2件”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rules.language.numerals import NUMBER, parse_number
from rules.language.quantities import Quantity

_NAMES = r"[^，；。：()\d\u3000]*"
_RESPECTIVELY = re.compile(
    rf"(?P<names>{_NAMES}[、和与及]{_NAMES})分别[^，。；：()\d]{{0,6}}"
    rf"(?P<numbers>{NUMBER}[^\d，、；。：()和]{{0,3}}(?:[、，和]{NUMBER}[^\d，、；。：()和]{{0,3}})+)"
)
_ONE = re.compile(NUMBER)
_BETWEEN_NAMES = re.compile(r"、|以及|和|与|及")
_EACH = re.compile(rf"(?P<names>{_NAMES})各(?:有|为|是|计|收到|发布|推送|公开)?\Z")
_QUARTERS = re.compile(
    rf"(?:四个|各|[一1]至[四4]|第?[一1]到第?[四4]|[一1]—[四4])季度分别[^，。；：()\d]{{0,8}}"
    rf"(?P<numbers>{NUMBER}[^\d，、；。：()和]{{0,3}}(?:[、，和]{NUMBER}[^\d，、；。：()和]{{0,3}}){{3}})"
)
_FOUR = ["一季度", "二季度", "三季度", "四季度"]
_LEADING = re.compile(r"^.*?(?:其中|包括|通过|含)")


def distributed(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a text, each with the one thing it counts where several share numbers."""
    named = list(_paired(text, found)) if "分别" in text else []
    spans = [(quantity.start, quantity.end) for quantity in named]
    rest = [q for q in found if not any(s <= q.start < e or s < q.end <= e for s, e in spans)]
    if "各" in text:
        rest = list(_spread(text, rest))
    return tuple(sorted((*rest, *named), key=lambda quantity: quantity.start))


def _paired(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """“甲、乙分别为3、2件” as 3 of 甲 and 2 of 乙. The measure word may stand only at the end."""
    said = [(match, match["names"]) for match in _RESPECTIVELY.finditer(text)]
    said += [(match, None) for match in _QUARTERS.finditer(text)]
    for match, named in said:
        offset = match.start("numbers")
        numbers = list(_ONE.finditer(match["numbers"]))
        names = _FOUR if named is None else _names(named, len(numbers))
        last = next((q for q in found if q.start == offset + numbers[-1].start()), None)
        values = [parse_number(number.group()) for number in numbers]
        if len(names) != len(numbers) or last is None or None in values:
            continue
        for name, number, value in zip(names, numbers, values, strict=True):
            start, end = offset + number.start(), offset + number.end()
            own = next((q for q in found if q.start == start), None)
            if own is not None:
                own = replace(own, measure=own.measure or last.measure)
            yield replace(
                own or replace(last, number=value or 0, written=str(value), start=start, end=end),
                before=name,
                after="",
            )


def _names(text: str, count: int) -> list[str]:
    """The `count` names of a list; its last 和 or 及 may be part of a name (法人和其他组织)."""
    by_mark = text.split("、")
    names = [*by_mark[:-1], *_BETWEEN_NAMES.split(by_mark[-1], maxsplit=1)]
    for some in (by_mark, names, _BETWEEN_NAMES.split(text)):
        if len(some) == count:
            return [name.strip("“”") for name in some]
    return []


def _spread(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """“甲、乙各5条” as 5 of 甲 and 5 of 乙; “3个村各2件” as 6."""
    waiting: Quantity | None = None
    for quantity in found:
        each = _EACH.search(text, 0, quantity.start)
        if waiting is not None:
            if each is None or text.find("，", waiting.end, quantity.start) >= 0:
                yield waiting
            else:
                quantity = _times(waiting, quantity)
            waiting = None
        elif each is not None and len(names := _BETWEEN_NAMES.split(each["names"])) > 1:
            yield from _copies(quantity, names, each.start("names"))
            continue
        if each is None and quantity.after.rstrip("有为是计").endswith("各"):
            waiting = quantity
        else:
            yield quantity
    if waiting is not None:
        yield waiting


def _times(groups: Quantity, each: Quantity) -> Quantity:
    name = groups.after.rstrip("有为是计").removesuffix("各")
    return replace(
        each,
        number=groups.number * each.number,
        written=f"{groups.written}×{each.written}",
        before=groups.before + name,
        is_rough=groups.is_rough or each.is_rough,
        start=groups.start,
    )


def _copies(quantity: Quantity, names: list[str], start: int) -> Iterator[Quantity]:
    for name in names:
        yield replace(quantity, before=_LEADING.sub("", name), start=start)
        start += len(name) + 1
