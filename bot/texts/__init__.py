"""Everything that nianbao says to people, one catalogue per language."""

from bot.texts.catalogue import LANGUAGES, Catalogue, catalogue

__all__ = ["LANGUAGES", "Catalogue", "catalogue"]
