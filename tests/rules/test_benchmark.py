"""A short slice of `benchmarks.rules`: its reports are consistent, and its errors are errors."""

from collections import Counter

from benchmarks.rules.documents import KINDS, clean, planted
from benchmarks.rules.score import examine
from domain.finding import Severity


def test_the_same_seed_gives_the_same_reports() -> None:
    assert list(clean(3, 4)) == list(clean(3, 4))
    assert list(planted(3, 4)) == list(planted(3, 4))


def test_clean_reports_have_no_errors() -> None:
    said = [
        (score.document.seed, finding.rule, finding.message)
        for score in map(examine, clean(1, 40))
        for finding in score.findings
        if finding.severity is Severity.ERROR
    ]
    assert said == []


def test_every_kind_of_error_gets_its_turn() -> None:
    turns = sum(kind.weight for kind in KINDS)
    kinds = Counter(error.kind for each in planted(1, 2 * turns) for error in each.planted)
    assert set(kinds) == {kind.name for kind in KINDS}


def test_every_wrong_number_in_a_table_is_told_and_nearly_always_found() -> None:
    scores = [examine(each) for each in planted(2, 60, groups=["table"])]
    assert [score.missed for score in scores if score.missed] == []
    located = [score.located for score in scores if score.located is not None]
    assert located.count(False) <= 1 < len(located)
