"""Which characters of a text layer to believe: what is printed over the text is left out, and a
layer that does not say what the page shows is told by its letters."""

import unicodedata
from collections import Counter
from collections.abc import Container, Sequence
from statistics import median

from parsing.readers.pdf_lines import Char

_OVERSIZED = 2.6
_LARGE = 1.3
_ENOUGH = 60
_UNDEFINED_SHARE = 0.2
_WIDE_SHARE = 0.3
_FULL_WIDTH = 0.85
_COMMON_SHARE = 0.05
_ENOUGH_CJK = 150
_HIDDEN_SHARE = 0.5
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国以要他时来用们年月日公开政府信息报告本情况工作机关规定行"
    "及其部门通过主动申请内容单位数量处理总计件服务加强完善制度办理结果"
)


def without_overprint(chars: Sequence[Char]) -> list[Char]:
    """The characters of the text itself: without large or faint ones printed over it, and, where
    most of the text shows, without what is hidden."""
    shown = [char for char in chars if not char.is_hidden]
    if len(shown) < _HIDDEN_SHARE * len(chars):
        return list(chars)
    size = body_size(shown)
    kept = [char for char in shown if not _is_oversized(char, size)]
    dark = [char for char in kept if not char.is_light]
    if len(dark) == len(kept) or len(dark) < len(kept) / 2:
        return kept
    return [char for char in kept if not char.is_light or char.size <= _LARGE * size]


def _is_oversized(char: Char, size: float) -> bool:
    return char.size > _OVERSIZED * size


def body_size(chars: Sequence[Char]) -> float:
    """The size of most of the text."""
    return median(char.size for char in chars) if chars else 1.0


def is_garbage(chars: Sequence[Char]) -> bool:
    """Whether the letters of a page cannot be what it shows: code points that mean nothing, Latin
    letters as wide as Chinese ones, or Chinese without any of its common characters."""
    letters = [char for char in chars if not char.text.isspace() and not char.turned]
    if len(letters) < _ENOUGH:
        return False
    counts = Counter(char.text for char in letters)
    undefined = sum(count for text, count in counts.items() if _is_undefined(text))
    if undefined > _UNDEFINED_SHARE * len(letters):
        return True
    if _are_too_wide(letters, {text for text in counts if _is_narrow(text)}):
        return True
    chinese = sum(count for text, count in counts.items() if "\u4e00" <= text <= "\u9fff")
    common = sum(counts[text] for text in _COMMON)
    return chinese >= _ENOUGH_CJK and common < _COMMON_SHARE * chinese


def _is_undefined(text: str) -> bool:
    return text == "\ufffd" or unicodedata.category(text) in ("Co", "Cn", "Cc", "Cs")


def _is_narrow(text: str) -> bool:
    return text.isalnum() and unicodedata.east_asian_width(text) in ("N", "Na", "H")


def _are_too_wide(letters: Sequence[Char], narrow: Container[str]) -> bool:
    """Whether many letters of a narrow script take up the room of Chinese characters."""
    suspects = [char for char in letters if char.text in narrow]
    too_wide = sum(char.x1 - char.x0 >= _FULL_WIDTH * char.size for char in suspects)
    return too_wide > _WIDE_SHARE * len(letters)
