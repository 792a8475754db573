"""What is copied is found, sentence by sentence and among many texts."""

import random

import pytest

from rules.language.similarity import overlap, passages
from rules.language.similarity_search import near_pairs
from rules.organisation import short_forms
from rules.subject import Subject
from tests.rules.reports import report

UNIT, OTHER = "青山县石桥镇人民政府", "青山县白鹭镇人民政府"
SENTENCE = "石桥镇在便民服务中心设置查阅点，全年接待群众312人次，并为老年人代办查询。"


def compared(text: str, unit: str = UNIT) -> Subject:
    return Subject(report(unit=unit, texts={"一": [text]}))


def share(own: str, other: str, unit: str = UNIT) -> float:
    """How much of `own` stands in `other`, which is a text of `unit`."""
    first, second = compared(own), compared(other, unit)
    return overlap(
        passages(first.text.sentences(section="一"), UNIT),
        passages(second.text.sentences(section="一"), unit),
    ).share


@pytest.mark.parametrize(
    ("other", "unit"),
    [
        (SENTENCE, UNIT),
        (SENTENCE.replace("312", "45"), UNIT),
        (SENTENCE.replace("石桥镇", "白鹭镇"), OTHER),
        (SENTENCE.replace("代办", "协助"), UNIT),
    ],
)
def test_numbers_names_and_a_word_do_not_hide_a_copy(other: str, unit: str) -> None:
    assert share(SENTENCE, other, unit) == 1


@pytest.mark.parametrize(
    "other",
    [
        "石桥镇在村口立了公示牌，由网格员逐户讲解补贴怎么算、怎么领。",
        "石桥镇在便民服务中心增加两台自助终端，群众可以随时打印政策文件和办事材料。",
    ],
)
def test_the_same_subject_in_other_words_is_no_copy(other: str) -> None:
    assert share(SENTENCE, other) == 0


def test_set_phrases_and_names_of_documents_are_not_compared() -> None:
    text = "没有收到政府信息公开申请，未发生行政复议。《中华人民共和国政府信息公开条例》第十九条。"
    found = passages(compared(text).text.sentences(section="一"), UNIT)
    assert found == ()


def test_an_organisation_is_known_by_its_short_forms() -> None:
    assert short_forms(UNIT) == ("青山县石桥镇人民政府", "青山县石桥镇", "石桥镇")
    assert short_forms(None) == ()


def test_among_many_texts_exactly_the_alike_are_found() -> None:
    chance = random.Random(5)  # noqa: S311 - invented texts
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 600)]
    texts = ["".join(chance.choices(letters, k=800)) for _ in range(60)]
    texts[41] = texts[7][:390] + "改动" + texts[7][392:]
    texts[50] = texts[20][:400] + texts[50][400:]
    pairs = [(one, other) for one, other, _ in near_pairs(texts, 0.9)]
    assert pairs == [(7, 41)]


def test_texts_that_say_nothing_are_alike_to_none() -> None:
    assert list(near_pairs(["", "", "一二三四五"], 0.9)) == []
