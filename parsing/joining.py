"""How pieces of a text that a line or page break has cut are put together again."""

import re

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]")
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．，,]|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]"
    r"|\d{1,2}\s*[.．、](?!\d)|第[一二三四五六七八九十]{1,3}(?:部分|条|章)|[①-⑳]|[-*•·]\s)"
)
_SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’）)》〉]*\s*$")
_PROSE = re.compile(r"[，。；,]")
_PROSE_LENGTH = 40
_IN_ADDRESS = frozenset("./:@-_~%?&=#")


def is_cjk(char: str) -> bool:
    """Whether a character is Chinese writing or its punctuation: no space stands beside it."""
    return bool(_CJK.match(char))


def starts_item(text: str) -> bool:
    """Whether a line begins like a heading or a list item (``一、``, ``（二）``, ``3.``)."""
    return bool(_MARKER.match(text))


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def is_prose(text: str) -> bool:
    """Whether a line is running text rather than a heading or a title."""
    words = _MARKER.sub("", text, count=1)
    return bool(_PROSE.search(words)) or len(words) >= _PROSE_LENGTH


def join(first: str, second: str) -> str:
    """Two pieces of one text: a space between them only where neither side is Chinese, and none
    inside a number that a narrow cell has wrapped or an address that a line end has."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first + second
    if is_cjk(first[-1]) or is_cjk(second[0]):
        return first + second
    if first[-1].isdigit() and second[0].isdigit():
        return first + second
    if first[-1] in _IN_ADDRESS or second[0] in _IN_ADDRESS:
        return first + second
    return f"{first} {second}"


def join_all(pieces: list[str]) -> str:
    text = ""
    for piece in pieces:
        text = join(text, piece)
    return text
