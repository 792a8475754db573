"""A total and the parts it is divided into, as a sentence says them, and whether these are all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, combinations, islice, pairwise

from domain.finding import Severity
from rules.language.classification import Classification, load_classifications
from rules.language.digits import is_unlikely_by_chance
from rules.language.enumeration import enumerations
from rules.language.levels import Level, levels
from rules.language.nearness import is_one_slip, may_be_all
from rules.language.parts import goes_on, name_of
from rules.language.quantities import TOTAL_WORD, Quantity, quantities, whole
from rules.language.summing import ONLY_TOTAL

CLASSIFICATIONS = "n_sum_closed.toml"
_DIVIDES = re.compile(
    r"[^，、；]{0,12}[，、；：。]?\s*(?:其中|包括|分别|分为|按[^，。]{1,12}分|含)"
    r"|[^，、；]{0,12}[中里]，"
)
_DIVIDING_WORD = re.compile(r"其中|包括|包含|分别|分[为成]|按|含|由|：|[中里]，")
_COUNTING_VERB = re.compile(
    r"收到|接到|接收|受理|收件|来件|印发|制发|制作|发文|发布|推送|办理|办结|答复|承办|开展|检查|更新|公开|公示|登记|产生|召开|举办|组织|梳理|发放|清理|收集|征集|抽查"
)
_NUMBER = re.compile(
    r"\d+(?![\d.]*[%年月日时〕])|[一两二三四五六七八九十百千][件份条项个次篇期场封宗人]"
)
_ADMITS_OVERLAP = re.compile(
    r"(?:有|存在|可能)重[复叠]|重复(?:计|统计|发布|公开|推送)|交叉|兼|分别计[算入]"
    r"|涉及[^，。；]{0,4}[两多几]个?(?:方面|类|领域|项)|部分[^，。；]{0,10}同时|同时(?:在|涉及|属于)"
)
_FEWEST_TO_JUDGE = 3
"""A total and two parts of a known classification."""
_FEWEST_NUMBERS = 2
"""A total and a part."""
_LEAST_TOTAL = 20
_LEAST_SHARE = Decimal("0.01")
"""Of the total: what a list of examples hardly ever leaves out so exactly."""

_WHOLE_YEAR = re.compile(r"全年(?!新增|平均)[^，。；、\d]{0,4}")
_COUNTS = frozenset("件条份篇个项期则")
"""Measure words that writers use one for the other."""

_FAR = 3
"""A difference greater than the whole divided by this is mostly no slip."""

_FEW = 4
"""Of more parts than this, the last ones may add up by chance."""

_FIRST_WITHIN = 25
"""How many characters into a sentence a part stands that goes on dividing an earlier total."""

_FIRST_READ = 50
"""So many characters are enough to read it with what follows."""

_MOST_EXTRA = 6
"""More quantities of no kind in a sentence than this are not tried as the missing part."""


@dataclass(frozen=True, slots=True)
class Division:
    """A total with its parts, and other quantities said beside them.

    `name` says what the parts are, `register` where a clerk looks the numbers up. `certainty` is
    how sure a difference is a mistake, None where parts may lack. `kinds` is the classification
    that all parts belong to, if any. `is_one_list` is true where 、 joins the parts, `is_loose`
    where nothing but the numbers says that they are parts.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    others: tuple[Quantity, ...]
    name: str
    register: str
    certainty: Severity | None
    kinds: Classification | None = None
    is_one_list: bool = False
    is_loose: bool = False

    @property
    def sum(self) -> int | Decimal:
        return whole(sum((Decimal(part.number) for part in self.parts), Decimal()))

    @property
    def is_right(self) -> bool:
        """Whether the parts make up the total, as far as rounded numbers can tell."""
        steps = sum((Decimal(q.step) for q in (self.total, *self.parts)), Decimal())
        return abs(Decimal(self.sum) - self.total.number) * 2 <= steps

    @property
    def lacks_little(self) -> bool:
        """Whether the parts lack so little that a slip is likelier than a part left out."""
        total, missing = self.total.number, Decimal(self.total.number) - self.sum
        if len(self.parts) < 2 or total < _LEAST_TOTAL:
            return False
        return 0 < missing <= max(Decimal(1), total * _LEAST_SHARE)

    @property
    def is_one_slip_away(self) -> bool:
        """Whether one number, typed as hands slip, accounts for all the difference."""
        missing = Decimal(self.total.number) - self.sum
        if any(q.step or not isinstance(q.number, int) for q in (self.total, *self.parts)):
            return False
        meant = [(self.total.number, self.sum)]
        meant += [(part.number, part.number + missing) for part in self.parts]
        return any(is_unlikely_by_chance(int(old), int(new)) for old, new in meant if new > 0)

    @property
    def is_misread(self) -> bool:
        """Whether the sum is so far from the total, and other things are counted beside them, that
        the parts are hardly those of this total."""
        missing = Decimal(self.total.number) - self.sum
        has_others = any(is_kin(q, self.total) for q in self.others)
        if any(q.step or not isinstance(q.number, int) for q in (self.total, *self.parts)):
            return has_others and abs(missing) * 2 > max(Decimal(self.total.number), self.sum)
        greater = [part for part in self.parts if part.number > self.total.number]
        if len(greater) < 2 and not has_others:
            return False
        is_far = abs(missing) * _FAR > max(self.total.number, self.sum)
        return is_far and not is_one_slip(self.total, self.parts)

    @property
    def is_explained(self) -> bool:
        """Whether the numbers agree, or may agree in a way that the sentence leaves open."""
        missing = Decimal(self.total.number) - self.sum
        first, last = self.parts[0], self.parts[-1]
        kin = [q for q in self.others if is_kin(q, self.total)]
        between = [
            q
            for q in self.others
            if first.start < q.start < last.start and (q in kin or q.measure in _COUNTS)
        ]
        earlier = [q.number for q in kin if q.start < first.start]
        extra = [q.number for q in kin if q.start > self.total.start][:_MOST_EXTRA]
        sums = {
            sum(some) for size in range(1, len(extra) + 1) for some in combinations(extra, size)
        }
        ahead = [q.number for q in kin if self.total.start < q.start < first.start]
        agrees = self.is_right or self._adds_up_early() or -missing in ahead
        return agrees or self.is_misread or bool(between) or self.sum in earlier or missing in sums

    def _adds_up_early(self) -> bool:
        """Whether the first parts (or, of few, the last) are the total already, and others divide
        it once more or belong to something else. Parts of one classification or one enumeration
        cannot."""
        if self.kinds is not None or self.is_one_list:
            return False
        numbers = [Decimal(part.number) for part in self.parts]
        is_at_end = len(numbers) <= _FEW and any(
            sum(numbers[start:]) == self.total.number for start in range(1, len(numbers) - 1)
        )
        so_far = islice(accumulate(numbers), 1, None)
        return is_at_end or any(number == self.total.number for number in so_far)

    @property
    def shown_sum(self) -> str:
        """The addition as a person writes it: 3＋2＝5; of a single part its number."""
        if len(self.parts) == 1:
            return self.parts[0].written
        return f"{'＋'.join(part.written for part in self.parts)}＝{shown(self.sum, self.total)}"


def admits_overlap(sentence: str) -> bool:
    """Whether a sentence says that things were counted more than once."""
    return _ADMITS_OVERLAP.search(sentence) is not None


def shown(number: int | Decimal, like: Quantity) -> str:
    """`number` in the unit in which `like` is written (万, 万元)."""
    unit = re.sub(r"^[\d.×]+", "", like.written)
    size = {"万": 10**4, "亿": 10**8, "千": 10**3}.get(unit[:1], 1)
    return f"{whole((Decimal(number) / size).normalize())!s}{unit}"


def is_kin(quantity: Quantity, total: Quantity) -> bool:
    """Whether two quantities may count the same things, as far as their measure words tell."""
    return None in (quantity.measure, total.measure) or (
        quantity.measure_class == total.measure_class
    )


@lru_cache(maxsize=256)
def divisions(sentence: str) -> tuple[Division, ...]:
    """The divisions that a sentence (see `Sentence.plain`) speaks of, right and wrong ones; each
    total with each set of parts once."""
    if len(_NUMBER.findall(sentence)) < _FEWEST_NUMBERS:
        return ()
    found: list[Division] = []
    for level in levels(sentence):
        if len(level.quantities) > 1:
            found += _of_known_kinds(level, sentence)
            found += _as_enumerated(level, sentence, found)
    return tuple(found)


@lru_cache(maxsize=256)
def begins_with_part(sentence: str) -> bool:
    """Whether the first thing that a sentence counts is a member of a known classification."""
    if _NUMBER.search(sentence, 0, _FIRST_WITHIN) is None:
        return False
    first = next(quantities(sentence[:_FIRST_READ]), None)
    return first is not None and is_known_part(first)


def is_known_part(quantity: Quantity) -> bool:
    """Whether it is a member of a known classification."""
    return bool(_memberships(name_of(quantity)))


@lru_cache(maxsize=2048)
def _memberships(name: str) -> tuple[tuple[Classification, str], ...]:
    """The classifications that have a member of this name, and which one it is."""
    found = ((kinds, kinds.member(name)) for kinds in load_classifications(CLASSIFICATIONS))
    return tuple((kinds, member) for kinds, member in found if member is not None)


def _of_known_kinds(level: Level, sentence: str) -> Iterator[Division]:
    if len(level.quantities) + (level.lead is not None) < _FEWEST_TO_JUDGE:
        return
    by_name: dict[str, list[tuple[Quantity, str]]] = {}
    for quantity in level.quantities:
        for kinds, member in _memberships(name_of(quantity)):
            by_name.setdefault(kinds.name, []).append((quantity, member))
    for kinds in load_classifications(CLASSIFICATIONS):
        named = by_name.get(kinds.name)
        if named is None:
            continue
        members = {member for _, member in named}
        certainty = kinds.certainty(members)
        if certainty is None or len(members) != len(named):
            continue
        parts = [quantity for quantity, _ in named]
        total = _total_of(parts, level)
        if total is None or "等" in span(parts, level):
            continue
        if certainty is not Severity.ERROR and goes_on(parts[-1], level, reach=1):
            continue
        if any(q.number > total.number for q in _between(total, parts[0], level)):
            continue
        if not _is_said_to_divide(total, parts, level):
            is_sure = _is_next(total, parts, level) and may_be_all(total, parts)
            if certainty is not Severity.ERROR and not is_sure:
                continue
            if not TOTAL_WORD.search(total.before):
                certainty = Severity.WARNING
        if kinds.silences(sentence, total.before):
            continue
        others = tuple(q for q in level.quantities if q not in (total, *parts))
        yield Division(total, tuple(parts), others, kinds.name, kinds.register, certainty, kinds)


def _is_said_to_divide(total: Quantity, parts: Sequence[Quantity], level: Level) -> bool:
    """Whether a dividing word, a bracket or the order says that the parts are of this total."""
    if total is level.lead or total.start > parts[-1].start:
        return True
    between = level.text[total.end : parts[0].start]
    return _DIVIDING_WORD.search(between) is not None


def _is_next(total: Quantity, parts: Sequence[Quantity], level: Level) -> bool:
    """Whether nothing else is counted between the total and the parts."""
    return not any(total.start < q.start < parts[0].start for q in level.quantities)


def _between(total: Quantity, first: Quantity, level: Level) -> Iterator[Quantity]:
    """What is counted alike between a total and its first part."""
    return (q for q in level.quantities if total.start < q.start < first.start and is_kin(q, total))


def _total_of(parts: Sequence[Quantity], level: Level) -> Quantity | None:
    """What the parts divide, or None where that is not certain."""
    total = level.lead or _total_before(parts[0], level) or _total_after(parts[-1], level)
    if total is None or any(q.is_rough for q in (total, *parts)):
        return None
    measures = {q.measure_class for q in parts} - {None}
    if len(measures) > 1 or (measures and total.measure_class not in (None, *measures)):
        return None
    return total


def _total_before(first: Quantity, level: Level) -> Quantity | None:
    before = [q for q in level.quantities if q.start < first.start and not q.is_beside]
    for quantity in reversed(before):
        if _ends_a_list(quantity, first, before, level):
            continue
        if TOTAL_WORD.search(quantity.before) or _DIVIDES.match(level.text, quantity.end):
            return quantity
    last = before[-1] if before else None
    if last is None or _ends_a_list(last, first, before, level) or not is_kin(last, first):
        return None
    is_next = level.text[last.end : first.start] == f"{last.after}，{first.before}"
    return last if is_next or _COUNTING_VERB.search(last.before) else None


def _ends_a_list(
    quantity: Quantity, first: Quantity, before: Sequence[Quantity], level: Level
) -> bool:
    """Whether it is the last of several in an earlier sentence, so that none of them is divided."""
    if "。" not in level.text[quantity.end : first.start] or TOTAL_WORD.search(quantity.before):
        return False
    earlier = (q for q in before if q.end <= quantity.start)
    return any(
        is_kin(q, quantity) and "。" not in level.text[q.end : quantity.start] for q in earlier
    )


def _total_after(last: Quantity, level: Level) -> Quantity | None:
    after = next((q for q in level.quantities if q.start > last.start), None)
    if after is None or "。" in level.text[last.end : after.start]:
        return None
    says_total = ONLY_TOTAL.fullmatch(after.before) or _WHOLE_YEAR.fullmatch(after.before)
    return after if says_total else None


def _as_enumerated(level: Level, sentence: str, known: Sequence[Division]) -> Iterator[Division]:
    """Divisions by words (“其中”, “分别为”) that no known classification has found already."""
    for each in enumerations(level):
        if any(set(each.parts) & set(division.parts) for division in known):
            continue
        if any(q.is_rough for q in (each.total, *each.parts)):
            continue
        kinds = _kinds_of(each.parts)
        if kinds is not None and kinds.silences(sentence, each.total.before):
            continue
        inside = (each.total, *each.parts, *each.nested)
        others = tuple(q for q in level.quantities if q not in inside)
        yield Division(
            each.total,
            each.parts,
            others,
            "所列",
            "登记簿或台账",
            each.certainty,
            kinds,
            _is_one_list(each.parts, level),
            each.is_loose,
        )


def _is_one_list(parts: Sequence[Quantity], level: Level) -> bool:
    """Whether nothing but 、 stands between the parts, and a comma or a full stop behind them."""
    gaps = (level.text[one.end : other.start] for one, other in pairwise(parts))
    return all("、" in gap and not set(gap) & set("，；。") for gap in gaps)


def _kinds_of(parts: Sequence[Quantity]) -> Classification | None:
    """The classification of which every part is a different kind."""
    memberships = [{k.name: member for k, member in _memberships(name_of(p))} for p in parts]
    for kinds, _ in _memberships(name_of(parts[0])):
        members = {each.get(kinds.name) for each in memberships}
        if None not in members and len(members) == len(parts):
            return kinds
    return None


def span(parts: Sequence[Quantity], level: Level) -> str:
    """From the first part to the end of the clause of the last."""
    end = re.compile(r"[，；。]").search(level.text, parts[-1].end)
    return level.text[parts[0].start : end.start() if end else len(level.text)]
