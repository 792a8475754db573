"""Two reports of one unit, this year's and last year's, in different words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.rules.corpus.draft import Draft, Piece, Words, texts_of
from benchmarks.rules.corpus.facts import facts_of
from benchmarks.rules.corpus.narrative import Shape, Value, fill, shapes
from benchmarks.rules.corpus.people import Unit, draw_unit, load
from benchmarks.rules.corpus.tables import Cells, draw_two_years
from domain.form import Form

FIRST_YEAR, LAST_YEAR = 2019, 2025
_NUMBERS = "一二三四五"
_NAMES = {
    1: ("主动公开", "主动公开情况", "主动公开政府信息情况"),
    2: ("依申请公开", "依申请公开情况", "依申请公开政府信息情况"),
    3: ("政府信息管理", "政府信息管理情况"),
    4: ("政府信息公开平台建设", "平台建设", "平台建设情况"),
    5: ("监督保障", "监督保障情况"),
}
_LAYOUTS = ("run", "ordinals", "numbered", "heading")
_SHARED = 0.15
FEE_FROM = 2021
"""Reports from this year on must state the information-processing fee."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A report and, where a form was prescribed for it, the one of the year before."""

    report: Draft
    last: Draft | None


def draw_pair(chance: Random) -> Pair:
    """A unit's reports for two years running, all true and consistent."""
    unit = draw_unit(chance)
    years = draw_two_years(chance, unit, chance.randint(FIRST_YEAR, LAST_YEAR))
    # What this year's report says, so that last year's says it otherwise.
    told: set[str] = set()
    report = _draft(chance, unit, years.year, years.form, years.cells, told)
    last = None
    if years.last_form is not None and years.last_cells is not None:
        last = _draft(chance, unit, years.year - 1, years.last_form, years.last_cells, told)
    return Pair(report, last)


def words_for(chance: Random, unit: Unit, year: int) -> dict[str, str]:
    """What stands in braces that hold no number of the report."""
    closing = load("shapes/closing.toml")
    words = {
        "unit": unit.name,
        "we": unit.we,
        "sub": unit.sub,
        "year": str(year),
        "last": str(year - 1),
        "next": str(year + 1),
        "street": chance.choice(closing["streets"]),
        "door": str(chance.randrange(2, 300)),
        "post": str(chance.randrange(110_000, 860_000)),
        "phone": f"0{chance.randrange(410, 999)}-{chance.randrange(2_000_000, 8_999_999)}",
        "mail": f"xxgk{chance.randrange(100, 999)}@example.cn",
    }
    words["contact"] = chance.choice(closing["contacts"]).format_map(words)
    return words


def _draft(
    chance: Random, unit: Unit, year: int, form: Form, cells: Cells, told: set[str]
) -> Draft:
    words = words_for(chance, unit, year)
    facts = facts_of(form, cells)
    sections = {
        "一": _general(chance, unit, form, facts, words, told),
        "五": _problems(chance, words, told),
        "六": [*_others(chance, year, words, told), *_signature(chance, unit, year)],
    }
    return Draft(
        unit=unit,
        year=year,
        form=form,
        title=f"{unit.name}{year}年政府信息公开工作年度报告",
        introduction=[
            chance.choice(load("shapes/closing.toml")["introductions"]).format_map(words)
        ],
        sections=sections,
        cells=texts_of(cells),
        headings=_long_headings(form) if chance.random() < 0.15 else {},
        is_spaced=chance.random() < 0.15,
    )


def _general(
    chance: Random,
    unit: Unit,
    form: Form,
    facts: Mapping[str, Value],
    words: Mapping[str, str],
    told: set[str],
) -> list[Words]:
    filler = load("shapes/filler.toml")
    opening = _fresh(chance, filler["openings"], 1, told)[0].format_map(words)
    numbered = _numbered(chance, unit, form, facts, words, told)
    paragraphs: list[Words] = [[opening]]
    layout = chance.choice(_LAYOUTS)
    for item, names in _NAMES.items():
        sentences: list[str] = filler["item"][item - 1]["sentences"]
        pieces: list[Piece] = [
            text.format_map(words)
            for text in _fresh(chance, sentences, chance.randrange(1, 4), told)
        ]
        said = [fill(chance, shape, facts, words) for shape in numbered if shape.item == item]
        pieces += [sentence for sentence in said if sentence.shape.kind != "cross"]
        chance.shuffle(pieces)
        # What became of the applications is told in one go, in the order of the tables.
        at = chance.randrange(len(pieces) + 1)
        pieces[at:at] = [sentence for sentence in said if sentence.shape.kind == "cross"]
        paragraphs += _laid_out(chance, item, chance.choice(names), pieces, layout)
    return paragraphs


def _numbered(
    chance: Random,
    unit: Unit,
    form: Form,
    facts: Mapping[str, Value],
    words: Mapping[str, str],
    told: set[str],
) -> list[Shape]:
    """The shapes of a report: one of each topic drawn, few in a small unit's report."""
    chosen: list[Shape] = []
    for kind, share in (("cross", 0.7), ("sums", 0.4), ("decoys", 0.35)):
        by_topic: dict[str, list[Shape]] = {}
        for shape in shapes(kind):
            if shape.fits(facts, unit.level, form.key):
                by_topic.setdefault(shape.topic, []).append(shape)
        for topic, fitting in by_topic.items():
            if chance.random() < share or topic == "received":
                new = [shape for shape in fitting if shape.text not in told]
                shape = chance.choice(new or fitting)
                told.add(shape.text)
                chosen.append(shape)
    return chosen


def _laid_out(
    chance: Random, item: int, name: str, pieces: Sequence[Piece], layout: str
) -> list[Words]:
    head = f"（{_NUMBERS[item - 1]}）{name}"
    if layout == "run":
        return [[f"{head}。", *pieces]]
    if layout == "heading":
        return [[head], list(pieces)]
    if layout == "numbered":
        return [[head], *([_mark(number, piece), piece] for number, piece in enumerate(pieces, 1))]
    if len(pieces) == 1:
        return [[f"{head}。", *pieces]]
    ordinals = "一二三四五六七八九十"
    marked: Words = [f"{head}。"]
    for number, piece in enumerate(pieces):
        marked += [f"{ordinals[number]}是" if number < len(ordinals) else "", piece]
    return [marked]


def _mark(number: int, piece: Piece) -> str:
    text = piece if isinstance(piece, str) else piece.text
    return f"{number}、" if text[0].isdigit() else f"{number}."


def _problems(chance: Random, words: Mapping[str, str], told: set[str]) -> list[Words]:
    closing = load("shapes/closing.toml")
    opening = _fresh(chance, closing["problem_openings"], 1, told)[0].format_map(words)
    then = _fresh(chance, closing["measure_openings"], 1, told)[0].format_map(words)
    marks: list[str] = chance.choice(closing["orders"])
    pairs: dict[str, str] = dict(closing["problems"])
    chosen = _fresh(chance, list(pairs), chance.randrange(2, 4), told, shared=0)
    problems = "；".join(f"{mark}{text}" for mark, text in zip(marks, chosen, strict=False))
    measures = "；".join(f"{mark}{pairs[text]}" for mark, text in zip(marks, chosen, strict=False))
    if chance.random() < 0.5:
        return [[f"{opening}{problems}。"], [f"{then}{measures}。"]]
    return [[f"{opening}{problems}。{then}{measures}。"]]


def _others(chance: Random, year: int, words: Mapping[str, str], told: set[str]) -> list[Words]:
    closing = load("shapes/closing.toml")
    extras: Mapping[str, Any] = closing["extras"]
    if year < FEE_FROM and chance.random() < 0.7:
        return [[chance.choice(extras["old"])]]
    fees = [fee["text"] for fee in closing["fee"]]
    paragraphs: list[Words] = [[_fresh(chance, fees, 1, told)[0].format_map(words)]]
    if chance.random() < 0.3:
        paragraphs.append([chance.choice(extras["more"])])
    return paragraphs


def _signature(chance: Random, unit: Unit, year: int) -> list[Words]:
    """Who signs and when, which about half of the reports print."""
    if chance.random() < 0.5:
        return []
    return [[unit.name], [f"{year + 1}年1月{chance.randrange(5, 31)}日"]]


def _long_headings(form: Form) -> dict[str, str]:
    return {section.number: section.variants[0] for section in form.sections if section.variants}


def _fresh(
    chance: Random, texts: Sequence[str], number: int, told: set[str], shared: float = _SHARED
) -> list[str]:
    """Some of the texts; those that were told already come with a chance of `shared`."""
    new = [text for text in texts if text not in told or chance.random() < shared]
    chosen = chance.sample(new if len(new) >= number else list(texts), number)
    told.update(chosen)
    return chosen
