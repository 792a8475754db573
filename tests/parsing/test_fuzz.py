"""A short slice of the fuzzing that `python -m benchmarks.fuzz` does at length."""

import pytest

from benchmarks.fuzz.pool import mutated, verdicts
from benchmarks.fuzz.seeds import Seed, seeds
from benchmarks.fuzz.verdict import judge, numbers

KINDS = ("text", "html", "docx", "xlsx", "pdf", "ofd")
SEEDS = seeds(KINDS, with_office=False)
FILES = 250
SECONDS = 20.0


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.kind}, {seed.name}")
def test_an_undamaged_file_gets_the_all_clear(seed: Seed) -> None:
    assert judge(seed.content, seed).outcome == "clear"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.kind}, {seed.name}")
def test_the_plain_look_at_a_file_sees_its_numbers(seed: Seed) -> None:
    said = numbers(seed.content)
    assert all(str(value) in said for value in seed.truth.values() if value is not None)


def test_no_damage_crashes_hangs_or_gets_a_wrong_all_clear() -> None:
    outcomes = dict(verdicts(SEEDS, 20230131, range(FILES), 2, SECONDS))
    assert len(outcomes) == FILES
    faults = {n: v for n, v in outcomes.items() if v.outcome not in ("refused", "doubted", "clear")}
    assert not faults
    assert {verdict.outcome for verdict in outcomes.values()} == {"refused", "doubted", "clear"}


def test_a_wrong_all_clear_is_noticed() -> None:
    seed = SEEDS[0]
    truth = dict(seed.truth) | {"disclosure.licences.decisions": 7}
    misread = Seed(seed.kind, seed.name, seed.content, truth, 1)
    assert judge(seed.content, misread).outcome == "wrong"


def test_the_same_number_gives_the_same_file() -> None:
    assert mutated(SEEDS, 1, 5) == mutated(SEEDS, 1, 5)
    assert mutated(SEEDS, 1, 5)[1] != mutated(SEEDS, 2, 5)[1]
