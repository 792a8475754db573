"""What sentences state about the numbers of the tables: which claim, which number, how surely."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.claims import Claim, Family
from rules.language.quantities import Quantity, quantities
from rules.language.scope import Scope, clause_before, scope_at
from rules.language.sentences import Sentence
from rules.subject import Subject

NEGATION = (
    r"(?:(?:未|没有|尚未|从未|暂未)(?!经|及时|按|能|审结|答复|公开|办|补|缴)|不存在|不涉及"
    r"|(?<!有)无(?![法需须故偿障条件误缝]))"
)
"""Words after which something is said not to have happened."""

_NEGATION = re.compile(NEGATION)
_NONE_AFTER = re.compile(
    r"(?:案件|事项|情况|的|申请|件数|数量)*(?:均|都|皆|也|全年|本年度?)*"
    r"(?:未发生|没有发生|未产生|未出现|为零|没有|无)(?![法需须故偿障条件误缝])"
)
_FAULT = re.compile(r"应当|应[予公]|违|错|误|投诉|举报|逾期|超期|不当|败诉|责任|纠纷|隐患|及时")
"""Said not to have happened, these are not the thing itself."""

_JOINS = re.compile(
    r"(?:案件|事项|情况|的|申请)*(?:[、和与及或]|以及)(?:因此|被|提起|申请|引发|发生|提出|的)*"
)
_MEASURES = frozenset({None, "件", "件次", "份", "条", "条次", "宗", "起", "例", "个", "次", "项"})
_EACH = re.compile(r"均|都|各")
_TOGETHER = re.compile(r"共|合计|总计")
_LISTED = re.compile(r"[、和与及或]")
_CLAUSE = re.compile(r"[^，。；：]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """`number` is what the text says the cells of `claims` hold together. `parent` is the claim
    whose row a claim about a column continues. `denied` is true where it is said as 没有."""

    claims: tuple[Claim, ...]
    number: int | Decimal
    denied: bool
    scope: Scope
    sentence: Sentence
    parent: Claim | None = None


@dataclass(frozen=True, slots=True)
class _Mention:
    claim: Claim
    start: int
    end: int
    parent: Claim | None


def statements(subject: Subject, family: Family) -> Iterator[Statement]:
    """Every statement of the text that `family` knows, except those about a part or others."""
    before: Sentence | None = None
    for sentence in subject.text.of_sections:
        if family.concerns(sentence.plain):
            is_about = _is_about(family, before, sentence)
            if is_about or family.denial_stands:
                for each in _Reading(subject, family, sentence).statements():
                    if each.scope is not Scope.OTHER and (is_about or each.denied):
                        yield each if is_about else replace(each, scope=Scope.UNSURE)
        before = sentence


def _is_about(family: Family, before: Sentence | None, sentence: Sentence) -> bool:
    if sentence.section == family.home:
        return True
    context = sentence.subheading + sentence.plain
    if before is not None and before.place == sentence.place:
        context = before.plain + context
    return family.about.search(context) is not None


class _Reading:
    """One sentence read for the claims of one family."""

    def __init__(self, subject: Subject, family: Family, sentence: Sentence) -> None:
        self._report = subject.report
        self._family = family
        self._sentence = sentence
        self._text = sentence.plain
        self._numbers: list[Quantity] = []
        self._used: set[int] = set()

    def statements(self) -> Iterator[Statement]:
        runs = self._runs()
        if runs or self._family.has_around:
            self._numbers = list(quantities(self._text))
            yield from self._between()
            for run in runs:
                yield from self._of_run(run)

    def _between(self) -> Iterator[Statement]:
        """Numbers that stand inside the words of a claim: 制定3件行政规范性文件."""
        for claim in self._family.claims:
            if claim.around is None:
                continue
            head, tail = claim.around
            for number in self._numbers:
                start = head.search(self._text, 0, number.start)
                end = tail.match(self._text, number.end)
                if start is not None and end is not None:
                    self._used.add(number.start)
                    mention = _Mention(claim, start.start(), end.end(), None)
                    yield from self._stated([mention], [number])

    def _runs(self) -> list[list[_Mention]]:
        """Mentions, those joined by 、 or 和 together."""
        runs: list[list[_Mention]] = []
        parent: Claim | None = None
        for match in self._family.words.finditer(self._text):
            claim = self._family.claims[(match.lastindex or 1) - 1]
            if claim.follows and not runs:
                continue
            mention = _Mention(claim, match.start(), match.end(), parent if claim.column else None)
            parent = parent if claim.column else claim
            if runs and _JOINS.fullmatch(self._text, runs[-1][-1].end, mention.start):
                runs[-1].append(mention)
            else:
                runs.append([mention])
        return runs

    def _of_run(self, run: list[_Mention]) -> Iterator[Statement]:
        following = [q for q in self._numbers if q.start >= run[-1].end]
        if following:
            between = self._text[run[-1].end : following[0].start]
            if self._family.filler.fullmatch(between):
                self._used.add(following[0].start)
                yield from self._stated(run, self._assigned(run, between, following))
                return
        preceding = next((q for q in reversed(self._numbers) if q.end <= run[0].start), None)
        if preceding is not None and self._leads(preceding, run):
            self._used.add(preceding.start)
            yield from self._stated(run, [preceding])
            return
        yield from self._denied(run)

    def _leads(self, number: Quantity, run: list[_Mention]) -> bool:
        """Whether a number in front of a mention is its number: 8件无法提供."""
        if len(run) > 1 or number.start in self._used:
            return False
        if "，" in self._text[number.end : run[0].start] and not run[0].claim.continues:
            return False
        return self._family.leading.fullmatch(self._text, number.end, run[0].start) is not None

    def _assigned(
        self, run: list[_Mention], between: str, numbers: list[Quantity]
    ) -> Sequence[Quantity]:
        """One number for each mention, one for all together, or none where it is not clear."""
        if len(run) == 1:
            return numbers[:1]
        if "分别" in between:
            return numbers[: len(run)] if len(numbers) >= len(run) else ()
        if _EACH.search(between) or numbers[0].number == 0:
            return numbers[:1] * len(run)
        return numbers[:1] if _TOGETHER.search(between) else ()

    def _stated(self, run: list[_Mention], numbers: Sequence[Quantity]) -> Iterator[Statement]:
        if not numbers or any(q.is_rough or q.measure not in _MEASURES for q in numbers):
            return
        if any(self._family.unless_next.match(self._text, q.end) for q in numbers):
            return
        if not self._speaks_of_all(run):
            return
        if len(numbers) == 1 < len(run):
            yield self._statement(tuple(each.claim for each in run), numbers[0].number, run[0])
            return
        for mention, number in zip(run, numbers, strict=False):
            yield self._statement((mention.claim,), number.number, mention)

    def _denied(self, run: list[_Mention]) -> Iterator[Statement]:
        """没有, 未 or 无 with the words: a claim of 0."""
        mentions = [each for each in run if each.claim.negatable]
        if not mentions or not self._speaks_of_all(run):
            return
        clause = clause_before(self._text, run[0].start)
        negation = _NEGATION.search(clause)
        rest = _CLAUSE.match(self._text, run[-1].end)
        after = rest.group() if rest else ""
        if negation is None and not _NONE_AFTER.match(after):
            return
        said = clause[negation.end() :] if negation else ""
        nearest = _LISTED.split(said)[-1] + _LISTED.split(after)[0]
        if _FAULT.search(nearest) or any(c.isdigit() for c in said + after):
            return
        for mention in mentions:
            yield self._statement((mention.claim,), 0, mention, denied=True)

    def _speaks_of_all(self, run: list[_Mention]) -> bool:
        """Whether nothing around says that the claim is about something else or a part of it."""
        if self._family.unless.search(self._text, 0, run[0].start):
            return False
        clause = clause_before(self._text, run[0].start)
        narrow = [self._family.narrow, *(each.claim.narrow for each in run)]
        return not any(words is not None and words.search(clause) for words in narrow)

    def _statement(
        self,
        claims: tuple[Claim, ...],
        number: int | Decimal,
        mention: _Mention,
        *,
        denied: bool = False,
    ) -> Statement:
        scope = scope_at(self._text, mention.start, self._report)
        return Statement(claims, number, denied, scope, self._sentence, mention.parent)
