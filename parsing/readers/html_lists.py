"""The numbers that a browser prints before items of an ordered list; they stand nowhere in the
text. Source: HTML Living Standard 4.4.5, CSS Counter Styles Level 3."""

from lxml import etree

from parsing.readers.numerals import chinese

_CHINESE_STYLES = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal")


def label_of(element: etree._Element) -> str:
    """``1.`` or ``一、`` for an item of an ordered list, else nothing."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    style = (parent.get("style") or "") + (element.get("style") or "")
    if "list-style:none" in style.replace(" ", "") or "list-style-type:none" in style.replace(
        " ", ""
    ):
        return ""
    count = _count(parent, element)
    if any(name in style for name in _CHINESE_STYLES):
        return f"{chinese(count)}、"
    return f"{count}."


def _count(parent: etree._Element, element: etree._Element) -> int:
    count = _number(parent.get("start"), 1) - 1
    for each in parent:
        if each.tag == "li":
            count = _number(each.get("value"), count + 1)
        if each is element:
            break
    return count


def _number(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits[:6]) if digits.isascii() and digits.isdigit() else default
