"""Errors in sentences: sums that are wrong, and numbers that the tables do not have."""

from collections.abc import Mapping
from decimal import Decimal

from benchmarks.rules.corpus.facts import cells_of_facts, facts_of
from benchmarks.rules.corpus.narrative import Sentence, Shape, Value, fill, shapes
from benchmarks.rules.corpus.sections import FEE_FROM
from benchmarks.rules.plant.desk import Desk, Kind, Planted, Planter, slip
from domain.finding import Severity

_TOLD_TWICE = (
    ("全年答复网民咨询{}条。", "年内答复网民咨询{}条，回复率保持稳定。"),
    ("年内政务抖音号发布作品{}个。", "政务抖音号全年发布作品{}个。"),
)
_SUMS = ("N-SUM", "N-BALANCE", "N-COUNT", "X-")
_CROSS = ("X-", "N-")
_STEP = 100
_ROUNDING = 3
"""So many hundredths of a ten thousand may get lost in rounding: less is no error."""


def _summed(shape: Shape) -> list[str]:
    """The numbers of a shape that are parts or wholes of a sum in its words."""
    shown = shape.slots()
    return [name for split in shape.splits for name in split.split() if name in shown]


def _way(shape: Shape) -> str:
    """What makes the sum hard to see."""
    if shape.numerals != "arabic":
        return shape.numerals
    if "。" in shape.text.rstrip("。"):
        return "over sentences"
    return "nested" if len(shape.splits) > 1 else "plain"


def wrong_sum(way: str) -> Planter:
    """A whole or part changed in a sentence whose parts exhaust the whole."""

    def plant(desk: Desk) -> Planted | None:
        def fits(sentence: Sentence) -> bool:
            shape = sentence.shape
            return shape.closed and shape.plain and bool(shape.splits) and _way(shape) == way

        found = desk.sentence(fits)
        if found is None:
            return None
        words, at, sentence = found
        slot = desk.chance.choice(_summed(sentence.shape))
        wrong = sentence.with_value(slot, _other(desk, sentence, slot))
        desk.replace(words, at, wrong)
        return Planted(f"sum: {way}", _SUMS, f"{{{slot}}}", sentence=wrong.text)

    return plant


def _other(desk: Desk, sentence: Sentence, slot: str) -> Value:
    """A wrong value that the sentence can print; nobody writes that there were none of something
    that is then told."""
    value = sentence.values[slot]
    if isinstance(value, Decimal):
        return value + Decimal(desk.chance.choice((-1, 1, 3, 10))) / 10 + 2
    if sentence.shape.numerals == "wan":
        wrong = _told(desk, value // _STEP)
        return (wrong + 5 if abs(wrong - value // _STEP) < _ROUNDING else wrong) * _STEP
    if sentence.shape.numerals == "chinese":
        return min(9999, _told(desk, value))
    return _told(desk, value)


def _told(desk: Desk, value: int) -> int:
    return slip(desk.chance, value) or value + 1


def parts_beyond_the_whole(desk: Desk) -> Planted | None:
    """Parts that together are more than the whole, though they need not exhaust it."""
    found = desk.sentence(lambda each: not each.shape.closed and len(_summed(each.shape)) > 2)
    if found is None:
        return None
    words, at, sentence = found
    whole, *parts = sentence.shape.splits[0].split()
    extra = int(sentence.values[whole]) - sum(int(sentence.values[part]) for part in parts)
    part = desk.chance.choice(parts)
    more = int(sentence.values[part]) + extra + desk.chance.choice((1, 2, 10, 30))
    wrong = sentence.with_value(part, more)
    desk.replace(words, at, wrong)
    return Planted("sum: beyond the whole", _SUMS, f"{{{part}}}", sentence=wrong.text)


def wrong_rate(desk: Desk) -> Planted | None:
    """A percentage or a growth that does not follow from the numbers beside it."""
    found = desk.sentence(lambda each: bool(each.shape.percents or each.shape.growths))
    if found is None:
        return None
    words, at, sentence = found
    slot = (*sentence.shape.percents, *sentence.shape.growths)[0].split()[0]
    wrong = sentence.with_value(slot, _other(desk, sentence, slot))
    desk.replace(words, at, wrong)
    return Planted(
        "percentage or growth", ("N-",), f"{{{slot}}}", sentence=wrong.text, least=Severity.INFO
    )


def against_table(topic: str) -> Planter:
    """A number in a sentence that the table beside it does not have."""

    def plant(desk: Desk) -> Planted | None:
        cells = cells_of_facts(desk.draft.form)

        def fits(sentence: Sentence) -> bool:
            shape = sentence.shape
            says = [slot for slot in shape.slots() if slot in cells]
            return shape.kind == "cross" and shape.topic == topic and shape.plain and bool(says)

        found = desk.sentence(fits)
        if found is None:
            return None
        words, at, sentence = found
        slot = desk.chance.choice([slot for slot in sentence.shape.slots() if slot in cells])
        if desk.touched.intersection(cells[slot]):
            return None
        desk.touched.update(cells[slot])
        wrong = sentence.with_value(slot, _other(desk, sentence, slot))
        desk.replace(words, at, wrong)
        return Planted(
            f"text and table: {topic}", _CROSS, f"{{{slot}}}", frozenset(cells[slot]), wrong.text
        )

    return plant


def denied(topic: str) -> Planter:
    """The text says that there was nothing, and the table has some."""

    def plant(desk: Desk) -> Planted | None:
        draft = desk.draft
        facts = facts_of(draft.form, _numbers(draft.cells))
        names = cells_of_facts(draft.form)
        said = desk.sentence(lambda each: each.shape.topic == topic)
        lies = [
            shape
            for shape in shapes("cross")
            if shape.topic == topic
            and shape.none
            and shape.plain
            and facts[shape.none] > 0
            and not set(shape.slots()) & set(facts)
        ]
        if said is None or not lies:
            return None
        words, at, sentence = said
        shape = desk.chance.choice(lies)
        cells = frozenset(names[shape.none or ""])
        if not desk.claim(*cells):
            return None
        lie = fill(desk.chance, shape, facts, sentence.words)
        desk.replace(words, at, lie)
        return Planted(f"denied: {topic}", _CROSS, "denied", cells, lie.text)

    return plant


def two_values(desk: Desk) -> Planted | None:
    """The same figure twice in section 一, with different values."""
    number = desk.chance.randrange(120, 900)
    one, other = desk.chance.choice(_TOLD_TWICE)
    texts = (one.format(number), other.format(slip(desk.chance, number)))
    for text, words in zip(
        texts, desk.chance.sample(desk.draft.sections["一"][1:], 2), strict=True
    ):
        words.append(text)
    return Planted("same figure, two values", ("N-SAME",), texts[0], sentence="".join(texts))


def unpaid_fee(desk: Desk) -> Planted | None:
    """Table 3 has applications given up for unpaid fees; section 六 knows of no notices."""
    cells = desk.draft.cells
    moved = [
        (f"applications.other_remaining.{c}", f"applications.other_fee_unpaid.{c}")
        for c in ("natural_person", "total")
    ]
    names = [name for pair in moved for name in pair]
    if desk.draft.year < FEE_FROM or cells.get(names[0], "0") == "0" or not desk.claim(*names):
        return None
    for source, target in moved:
        cells[source] = str(int(cells[source]) - 1)
        cells[target] = str(int(cells[target]) + 1)
    said = "".join(desk.draft.printed(words) for words in desk.draft.sections["六"])
    return Planted("unpaid fee, no notice", ("X-FEE",), said, frozenset(names))


def _numbers(cells: Mapping[str, str]) -> dict[str, Value]:
    numbers: dict[str, Value] = {}
    for name, text in cells.items():
        bare = text.removesuffix("万元")
        is_number = bare.removeprefix("-").replace(".", "", 1).isdigit()
        numbers[name] = Decimal(bare) if is_number else 0
    return numbers


_WAYS = ("plain", "nested", "over sentences", "chinese", "wan")
_TOPICS = ("received", "results", "applicants", "carry", "reviews", "norms", "decisions", "fees")
_SAID = ("general",)
_BOTH = ("general", "tables")
KINDS = (
    *(Kind(f"sum: {way}", "text sum", wrong_sum(way), _SAID, 2) for way in _WAYS),
    Kind("sum: beyond the whole", "text sum", parts_beyond_the_whole, _SAID, 2),
    Kind("percentage or growth", "text sum", wrong_rate, _SAID, 2),
    *(
        Kind(f"text and table: {topic}", "cross", against_table(topic), _BOTH, 2)
        for topic in _TOPICS
    ),
    Kind("denied: received", "cross", denied("received"), _BOTH),
    Kind("denied: reviews", "cross", denied("reviews"), _BOTH),
    Kind("same figure, two values", "cross", two_values, _SAID),
    Kind("unpaid fee, no notice", "cross", unpaid_fee, ("tables", "六")),
)
