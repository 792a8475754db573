"""Loads a catalogue and fills its sentences.

A sentence is addressed as ``"table.key"`` of the TOML file; ``{name}`` marks a value. In `html`
values are escaped, so that no file name or report can break or forge markup.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Catalogue:
    language: str
    sentences: dict[str, str]

    def html(self, key: str, **values: object) -> str:
        """The sentence with its values escaped for Telegram's HTML. Raises KeyError if unknown."""
        escaped = {name: escape(str(value), quote=False) for name, value in values.items()}
        return self.sentences[key].format_map(escaped)

    def plain(self, key: str, **values: object) -> str:
        """The sentence as it is, for buttons and terminals. Raises KeyError if unknown."""
        return self.sentences[key].format_map(values)


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
