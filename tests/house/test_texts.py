"""What is said to people stands in the catalogues, complete in every language."""

import re
import string
from pathlib import Path

import pytest

from bot.texts import LANGUAGES, catalogue
from parsing.drawing import words as drawing_words
from parsing.drawing.words import words_in

ROOT = Path(__file__).parents[2]
CHINESE = catalogue("zh").sentences


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(language: str) -> None:
    assert catalogue(language).sentences.keys() == CHINESE.keys()


@pytest.mark.parametrize("key", CHINESE)
def test_a_sentence_takes_the_same_values_in_every_language(key: str) -> None:
    values = {language: placeholders(catalogue(language).sentences[key]) for language in LANGUAGES}
    assert len(set(map(frozenset, values.values()))) == 1, values


@pytest.mark.parametrize("key", CHINESE)
def test_a_chinese_sentence_is_calm(key: str) -> None:
    assert not re.search(r"[!！]|[\U0001F300-\U0001FAFF]", CHINESE[key])


def test_no_chinese_is_said_outside_the_catalogues_and_the_rules() -> None:
    """Logic of bot and workers names sentences by key; the sandbox is a stage set of its own."""
    spoken = re.compile(r'"[^"\n]*[\u4e00-\u9fff]{4,}[^"\n]*"')
    for room in ("bot", "workers", "storage"):
        for file in sorted((ROOT / room).rglob("*.py")):
            if "sandbox" in file.parts:
                continue
            code = re.sub(r'"""[\s\S]*?"""', "", file.read_text("utf-8"))
            assert not spoken.search(code), file.relative_to(ROOT)


def test_pictures_speak_every_language_of_the_chat() -> None:
    assert drawing_words.LANGUAGES == LANGUAGES
    chinese = words_in("zh").sentences
    code = "\n".join(
        file.read_text("utf-8") for file in (ROOT / "parsing" / "drawing").rglob("*.py")
    )
    for language in LANGUAGES:
        sentences = words_in(language).sentences
        assert sentences.keys() == chinese.keys()
        for key, sentence in sentences.items():
            assert placeholders(sentence) == placeholders(chinese[key]), key
            assert f'words("{key}"' in code or f'"{key}" if' in code or f'else "{key}"' in code


def test_every_sentence_is_used() -> None:
    code = "\n".join(
        file.read_text("utf-8") for room in ("app", "bot") for file in (ROOT / room).rglob("*.py")
    )
    for key in CHINESE:
        table, _, name = key.partition(".")
        named = f'"{key}"' in code
        built = re.search(rf'f"{table}\.[^"]*\{{', code) is not None
        listed = re.search(rf'"{name}"', code) is not None and f'"{table}.' in code
        assert named or built or listed, key
