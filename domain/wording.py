"""How printed words are compared: width, spaces and quotation marks do not matter."""

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_SPACE_BESIDE_CJK = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’])\s+"
    r"|\s+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’])"
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "．": "."})


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form in which labels and headings are compared: half width, no spaces, plain quotes."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES)))


def tidy(text: str) -> str:
    """Text as a person would quote it: converters' spaces beside Chinese characters removed,
    other runs of white space made one space."""
    return _SPACE.sub(" ", _SPACE_BESIDE_CJK.sub("", text)).strip()
