"""Sentences are filled: values escaped, words in agreement with their numbers, each language in its
own typography."""

import re
import string
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.render.naming import day, moment, weekday
from bot.texts import Catalogue, catalogue

EN = catalogue("en")
SHANGHAI = ZoneInfo("Asia/Shanghai")
COUNTED = Catalogue("en", {"a.b": "{count} {count:problem|problems} in {name}"})
PLURAL_AFTER_ONE = re.compile(r"\b1 (?:more )?(?!(?:has|is|was|this|thus)\b)[a-z]+(?<!s)s\b")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 problems"), (1, "1 problem"), (2, "2 problems"), (11, "11 problems")]
)
def test_words_agree_with_their_number(count: int, said: str) -> None:
    assert COUNTED.plain("a.b", count=count, name="x") == f"{said} in x"
    assert COUNTED.html("a.b", count=count, name="x") == f"{said} in x"


def test_values_cannot_forge_markup() -> None:
    assert COUNTED.html("a.b", count=1, name="<b>&{x}") == "1 problem in &lt;b&gt;&amp;{x}"


def test_one_of_anything_is_said_in_the_singular() -> None:
    for key, sentence in EN.sentences.items():
        names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        said = EN.plain(key, **dict.fromkeys(names, 1) | {"unit": "丁局", "longest": 300})
        assert not PLURAL_AFTER_ONE.search(said), said
        assert "(s)" not in said


def test_english_has_no_chinese_spaces_or_marks() -> None:
    """But for what is quoted from the drafts, which are Chinese."""
    for key, sentence in EN.sentences.items():
        assert key.startswith("draft.") or not re.search("[\u3000，。：；（）、]", sentence), key


@pytest.mark.parametrize(
    ("language", "due", "sent"),
    [
        ("zh", ("1 月 31 日", "周日"), "01-20 21:05"),
        ("en", ("31 Jan 2027", "Sun"), "20 Jan, 21:05"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    language: str, due: tuple[str, str], sent: str
) -> None:
    texts, last = catalogue(language), date(2027, 1, 31)
    assert (day(last, texts), weekday(last, texts)) == due
    assert moment(datetime(2027, 1, 20, 13, 5, tzinfo=UTC), SHANGHAI, texts) == sent
