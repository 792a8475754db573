"""A message is never longer than Telegram takes, whatever is in it."""

from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.reply import fitted
from bot.sandbox.markup import parse_html

LIMIT = 100
LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=12)


@given(LINES)
def test_what_is_left_of_a_message_fits_and_is_sound(lines: list[str]) -> None:
    html = "\n".join(f"<b>{escape(line, quote=False)}</b>" for line in lines)
    assert parse_html(fitted(html, LIMIT)).length <= LIMIT


def test_a_message_that_fits_is_left_alone() -> None:
    html = f"<b>{'甲' * (LIMIT - 1)}</b>&amp;"
    assert fitted(html, LIMIT) == html


def test_a_message_that_is_too_long_ends_at_a_line() -> None:
    assert (
        fitted("<b>甲</b>\n" + "乙" * 60 + "\n" + "丙" * 60, LIMIT) == f"<b>甲</b>\n{'乙' * 60}\n…"
    )


def test_what_is_bold_over_several_lines_stays_whole_or_goes() -> None:
    html = f"甲\n<b>乙\n{'丙' * LIMIT}</b>"
    assert fitted(html, LIMIT) == "甲\n…"


def test_a_line_that_is_too_long_is_cut_without_its_markup() -> None:
    assert unescape(fitted(f"<b>{'&lt;' * 200}</b>", LIMIT)) == "<" * (LIMIT - 1) + "…"
