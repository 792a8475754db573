"""Loads a catalogue and fills its sentences.

A sentence is addressed as ``"table.key"`` of the TOML file; ``{name}`` marks a value. In `html`
values are escaped, so that no file name or report can break or forge markup. Where words agree with
a number, ``{name:problem|problems}`` is the word for one or that for any other number: the two
forms that English has (https://cldr.unicode.org/index/cldr-spec/plural-rules); Chinese has one.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Formatter
from typing import Any

LANGUAGES = ("zh", "en")


class _Plain(Formatter):
    """Takes ``one|other`` for the format of a number; any other format is Python's own."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, other = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if value == 1 else other


class _Html(_Plain):
    def format_field(self, value: Any, format_spec: str) -> str:
        return escape(super().format_field(value, format_spec), quote=False)


_PLAIN, _HTML = _Plain(), _Html()


@dataclass(frozen=True)
class Catalogue:
    language: str
    sentences: dict[str, str]

    def html(self, key: str, **values: object) -> str:
        """The sentence with its values escaped for Telegram's HTML. Raises KeyError if unknown."""
        return _HTML.vformat(self.sentences[key], (), values)

    def plain(self, key: str, **values: object) -> str:
        """The sentence as it is, for buttons and terminals. Raises KeyError if unknown."""
        return _PLAIN.vformat(self.sentences[key], (), values)


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of `language`; people whose language we do not speak get Chinese."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    text = files("bot.texts").joinpath(f"{known}.toml").read_text("utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(text)
    return Catalogue(
        known,
        {f"{table}.{key}": s for table, part in tables.items() for key, s in part.items()},
    )
