"""Whoever minds Chinese notices it, alone in its line or not, and lets official names pass."""

import pytest

from bot.texts import catalogue
from tests.bot.english.person import minded


@pytest.mark.parametrize("before", ["", "Version 1. "])
def test_a_chinese_sentence_is_noticed(before: str) -> None:
    told = catalogue("zh").plain("status.mending", version=2, errors=3)
    with pytest.raises(AssertionError, match="Chinese in"):
        minded(f"Report of 2026\n{before}{told}")


def test_official_names_are_no_sentence() -> None:
    minded("✗ 1. 表四 · 行政复议 · 总计 (page 3)\n请核对台账 is what the rule says")
