"""Errors between two years: numbers that do not go on, text and years left from last year."""

from dataclasses import replace

from benchmarks.rules.corpus.draft import Draft, Words
from benchmarks.rules.corpus.narrative import Sentence
from benchmarks.rules.plant.desk import Desk, Kind, Planted
from domain.finding import Severity

_ENOUGH = 20
_CARRY = "carried_out"
_ITEMS = ("licences", "other_services", "penalties", "coercion", "fees")


def _applicants(draft: Draft) -> list[str]:
    return [column.key for column in draft.form.tables["applications"].parts[0].columns[:-1]]


def wrong_carry(desk: Desk) -> Planted | None:
    """Last year carried over more or fewer than this year took in, in one column."""
    last = desk.pair.last
    if last is None:
        return None
    column = desk.chance.choice(_applicants(desk.draft))
    names = [f"applications.carried_in.{each}" for each in (column, "total")]
    if not desk.claim(*names):
        return None
    more = desk.chance.choice((1, 2, -1))
    if last.value(f"applications.{_CARRY}.{column}") + more < 0:
        more = 1
    for each in (column, "total"):
        _add(last, f"applications.{_CARRY}.{each}", more)
        _add(last, f"applications.received.{each}", more)
    return Planted("carried over: column and total", ("Y-CARRY",), f"{more:+}", frozenset(names))


def moved_carry(desk: Desk) -> Planted | None:
    """The totals of both years agree, two columns do not."""
    last = desk.pair.last
    if last is None:
        return None
    filled = [c for c in _applicants(last) if last.value(f"applications.{_CARRY}.{c}")]
    if not filled:
        return None
    source = desk.chance.choice(filled)
    target = desk.chance.choice([c for c in _applicants(last) if c != source])
    names = [f"applications.carried_in.{each}" for each in (source, target)]
    if not desk.claim(*names):
        return None
    for row in (_CARRY, "received"):
        _add(last, f"applications.{row}.{source}", -1)
        _add(last, f"applications.{row}.{target}", 1)
    return Planted("carried over: columns only", ("Y-CARRY",), "moved", frozenset(names))


def wrong_in_force(desk: Desk) -> Planted | None:
    last = desk.pair.last
    name = "disclosure.normative_documents.in_force"
    if last is None or last.form is not desk.draft.form or last.form.key != "2021":
        return None
    if not desk.claim(name):
        return None
    more = desk.chance.choice((1, 2, 5))
    _add(last, name, more)
    return Planted("documents in force", ("Y-VALID",), f"{more:+}", frozenset([name]))


def wrong_items(desk: Desk) -> Planted | None:
    """Items of the year before, which the 2019 form asks for."""
    last = desk.pair.last
    name = f"disclosure.{desk.chance.choice(_ITEMS)}.previous_items"
    if last is None or last.form is not desk.draft.form or last.form.key != "2019":
        return None
    if not desk.claim(name):
        return None
    _add(last, name, desk.chance.choice((1, 3, 10)))
    return Planted("items of last year", ("Y-2019",), "items", frozenset([name]))


def jump(desk: Desk) -> Planted | None:
    """Twelve times as many decisions as last year."""
    last = desk.pair.last
    name = f"disclosure.{desk.chance.choice(('licences', 'penalties'))}.decisions"
    if last is None or last.value(name) < _ENOUGH or not desk.claim(name):
        return None
    wrong = 12 * last.value(name)
    desk.draft.cells[name] = str(wrong)
    return Planted("jump", ("Y-JUMP",), f"{wrong}", frozenset([name]), least=Severity.INFO)


def copied_general(desk: Desk) -> Planted | None:
    return _copied(desk, "一", "section 一 copied")


def copied_problems(desk: Desk) -> Planted | None:
    return _copied(desk, "五", "section 五 copied")


def _copied(desk: Desk, number: str, kind: str) -> Planted | None:
    last = desk.pair.last
    if last is None or not desk.claim(number):
        return None
    desk.draft.sections[number] = [_later(words) for words in last.sections[number]]
    return Planted(kind, ("Y-COPY",), "copied")


def _later(words: Words) -> Words:
    """A paragraph of last year's with the years brought up to date."""
    return [_dated(piece) if isinstance(piece, str) else _dated_sentence(piece) for piece in words]


def _dated_sentence(sentence: Sentence) -> Sentence:
    years = {name: str(int(sentence.words[name]) + 1) for name in ("year", "last", "next")}
    return replace(sentence, words={**sentence.words, **years})


def _dated(text: str) -> str:
    for year in range(2030, 2016, -1):
        text = text.replace(f"{year}年", f"{year + 1}年")
    return text


def stale_year(desk: Desk) -> Planted | None:
    """Last year's number left where this year is spoken of."""
    own, old = f"{desk.draft.year}年，", f"{desk.draft.year - 1}年，"
    for number in ("一", "五"):
        for words in desk.draft.sections[number]:
            for at, piece in enumerate(words):
                text = piece if isinstance(piece, str) else piece.text
                if own in text and desk.claim(text):
                    words[at] = wrong = text.replace(own, old)
                    return Planted("stale year", ("Y-STALE", "P-YEAR"), old, sentence=wrong)
    return None


def _add(draft: Draft, name: str, more: int) -> None:
    draft.cells[name] = str(draft.value(name) + more)


_LAST = ("last", "tables")
KINDS = (
    Kind("carried over: column and total", "year", wrong_carry, _LAST, 3),
    Kind("carried over: columns only", "year", moved_carry, _LAST),
    Kind("documents in force", "year", wrong_in_force, _LAST),
    Kind("items of last year", "year", wrong_items, _LAST),
    Kind("jump", "year", jump, _LAST),
    Kind("section 一 copied", "year", copied_general, ("general",), alone=True),
    Kind("section 五 copied", "year", copied_problems, ("五",), alone=True),
    Kind("stale year", "year", stale_year, ("general", "五")),
)
