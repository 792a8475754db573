"""What is written into pictures and notes beside what is official: names of the form, findings and
quotes stay Chinese in every language. One file for each language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    language: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """A sentence with its values. Raises KeyError for an unknown key."""
        return self.sentences[key].format_map(values)


@cache
def words_in(language: str) -> Words:
    """The words of a language; Chinese for people whose language we do not speak."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    text = files("parsing.drawing.words").joinpath(f"{known}.toml").read_text("utf-8")
    return Words(known, tomllib.loads(text))
