"""The parts that follow a dividing word, up to where their list ends."""

import re
from dataclasses import dataclass
from decimal import Decimal

from rules.language.levels import Level
from rules.language.quantities import Quantity

_RESIDUAL = re.compile(r"(?:其他|其它|其余|剩余)")
_REST = ("", "其余", "另有", "剩余", "还有")
LEADING = re.compile(r"^(?:其中|包括|包含|含|分别[为是有]?|和|与|及|以及|有(?!效)|：)*")
NOT_A_PART = re.compile(
    r"另|此外|同时|(?<!评)比(?!赛|选|武)|较|占(?!$)|增(?!值)|(?<!删)减(?!税|排|灾|负|免)|超|注销|关停|同期|上年|去年|全年"
    r"|总(?!结|体|工会|规划|队|站)|累计|合计|共计|其中|平均|每|完成率|发生"
)
"""Words in front of a number that say something else than a part."""

_DOES = re.compile(
    r"(?:已|均|共|并)*(?:办结|答复|回复|办理|受理|收到|接到|接待|公开|发布|推送|转载|更新|开展|举办|召开|组织|制发|印发|整改|完成)"
)
_RANKS = (("。", 3), ("；", 2), ("，", 1))
_SENTENCE, _SEMICOLON = 3, 2
_NESTED = re.compile(r"其中|内[有含]|下[设含]|包括|包含|含|[前后]者|又分")
_ENDS_LIST = re.compile(r"，[^，。；\d]{4,}，")
"""Something said without a number: ，均按时答复，."""

_JOINED = re.compile(r"[、，；和及与]")
"""Where none of these parts the first two, a comma is missing."""

_ONLY_JOINS = re.compile(r"[、，和及]*")
_MARKER_LENGTH = 3
"""Of 分别为, after which parts need no names."""

_FIRST_WITHIN = 30
"""How many characters after the dividing word the first part may begin."""


def name_of(part: Quantity) -> str:
    """The words that a part counts, without those that only join it to the list."""
    before = LEADING.sub("", part.before)
    return part.after or before if before in _REST else before


def is_rest(part: Quantity) -> bool:
    """Whether it is what the other parts leave: 其他20件, 另有3个其他账号."""
    return _RESIDUAL.match(name_of(part)) is not None or _RESIDUAL.match(part.before) is not None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a list, and the quantities that divide single ones of them once more."""

    listed: tuple[Quantity, ...] = ()
    nested: tuple[Quantity, ...] = ()

    @property
    def sum(self) -> Decimal:
        return sum((Decimal(part.number) for part in self.listed), Decimal())


def parts_after(position: int, total: Quantity, level: Level) -> Parts:
    """The parts of `total` listed from `position` on.

    Marks that part more strongly than the first two parts are parted end the list, except ； where
    a colon opens the list or what follows is needed for the total. What divides a part once more
    (内有…) is left out up to the next ；.
    """
    opened = "：" in level.text[position - 1 : position + 1]
    parts = _listed(position, total, level, _SEMICOLON if opened else 0)
    if not opened and len(parts.listed) > 1 and parts.sum < total.number:
        more = _listed(position, total, level, _SEMICOLON)
        if is_rest(more.listed[-1]) or more.sum <= total.number:
            return more
    return parts


def _listed(position: int, total: Quantity, level: Level, least: int) -> Parts:
    """The parts from `position` on, parted by marks of rank `least` or as the first two are."""
    parts: list[Quantity] = []
    nested: list[Quantity] = []
    reach = 0
    last = position
    is_inside = False
    is_bare = "分别" in level.text[max(0, position - _MARKER_LENGTH) : position]
    for quantity in (q for q in level.quantities if q.start >= position):
        between = level.text[last : quantity.start]
        rank = _rank(between)
        if not parts and (len(between) > _FIRST_WITHIN or rank == _SENTENCE):
            break
        if parts:
            is_inside = (is_inside or _NESTED.search(between) is not None) and rank < _SEMICOLON
            if is_inside and "；" in level.text[quantity.end :].split("。")[0]:
                nested.append(quantity)
                last, reach = quantity.end, _SEMICOLON
                continue
            if len(parts) == 1:
                reach = max(rank if _JOINED.search(between) else 1, reach, least)
            allowed = max(reach, 1) if is_rest(quantity) else reach
            if rank > allowed or rank == _SENTENCE or is_inside or _ENDS_LIST.search(between):
                break
        last = quantity.end
        usual = {total.measure_class, None, *(part.measure_class for part in parts[:1])}
        if quantity.measure_class not in usual:
            continue
        is_nameless = is_bare and _ONLY_JOINS.fullmatch(between) is not None
        if not (_is_part(quantity) or is_nameless):
            break
        if parts and _tells_something_else(quantity, parts[0]):
            break
        parts.append(quantity)
        if is_rest(quantity) and not goes_on(quantity, level, reach):
            break
    return Parts(tuple(parts), tuple(nested))


def _tells_something_else(quantity: Quantity, first: Quantity) -> bool:
    """Whether it says what was done where the first part names a thing: 办理留言20条."""
    done = _DOES.match(quantity.before)
    is_more = done is not None and done.end() < len(quantity.before)
    return is_more and not _DOES.match(LEADING.sub("", first.before))


def goes_on(part: Quantity, level: Level, reach: int = _SEMICOLON) -> bool:
    """Whether a list goes on after `part`: with a quantity of the same measure, of a thing and not
    of something done, joined by no stronger mark than `reach` (1 for ，, 2 for ；)."""
    after = next((q for q in level.quantities if q.start >= part.end), None)
    if after is None or after.measure_class != part.measure_class:
        return False
    is_joined = _rank(level.text[part.end : after.start]) <= reach
    is_thing = bool(after.before) and not _DOES.match(after.before)
    return is_joined and is_thing and _is_part(after)


def _is_part(quantity: Quantity) -> bool:
    if not name_of(quantity):
        return False
    return is_rest(quantity) or NOT_A_PART.search(LEADING.sub("", quantity.before)) is None


def _rank(between: str) -> int:
    return next((rank for mark, rank in _RANKS if mark in between), 0)
