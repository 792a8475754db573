"""Telegram's HTML as text and entities, and what is refused in it."""

import pytest

from bot.sandbox.markup import MAX_ENTITIES, parse_html, plain
from bot.sandbox.shapes import ApiError

READ = [
    ("<b>改 3 处</b>再发", "改 3 处再发", [("bold", 0, 5)]),
    ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd",
     [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1), ("strikethrough", 3, 1)]),
    ("<b>粗<i>斜</i></b>", "粗斜", [("bold", 0, 2), ("italic", 1, 1)]),
    ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&#39;&#x4e00;", "1 < 2 && 3 > 2 \"'一", []),
    ("&nbsp; &copy;", "&nbsp; &copy;", []),
    ("𠮷<b>野</b>", "𠮷野", [("bold", 2, 1)]),
    ("<tg-spoiler>x</tg-spoiler><span class=\"tg-spoiler\">y</span>", "xy",
     [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ("<blockquote>引</blockquote>", "引", [("blockquote", 0, 1)]),
    ("<blockquote expandable>引\n文</blockquote>", "引\n文", [("expandable_blockquote", 0, 3)]),
    ("<code>a <b>b</b> /help</code>", "a b /help", [("code", 0, 9)]),
    ("  \n<b> 　首行</b>  \n", "　首行", [("bold", 0, 3)]),
    ("<b></b>空", "空", []),
    ("请发 /help。/a/b", "请发 /help。/a/b", [("bot_command", 3, 5)]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_markup_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    content = parse_html(source)
    assert content.text == text
    assert [(e.type, e.offset, e.length) for e in content.entities] == entities


def test_a_link_keeps_its_address_and_a_code_block_its_language() -> None:
    content = parse_html(
        '<a href="https://example.org/?a=1&amp;b=2">链</a>'
        '<pre><code class="language-toml">x = 1</code></pre>'
    )
    assert [(e.type, e.url, e.language) for e in content.entities] == [
        ("text_link", "https://example.org/?a=1&b=2", None),
        ("pre", None, "toml"),
    ]


def test_a_link_that_is_no_web_address_is_plain_text() -> None:
    assert parse_html('<a href="javascript:alert(1)">x</a>').entities == ()


REFUSED = [
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>好</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    ("<h1>a</h1>", 'Unsupported start tag "h1" at byte offset 0'),
    ("好<br>", 'Unsupported start tag "br" at byte offset 3'),
    ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
    ("1 <2", "Unclosed start tag at byte offset 2"),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<b>a</b x", "Unclosed end tag at byte offset 4"),
    ("<span>a</span>", 'Unsupported start tag "span" at byte offset 0'),
]


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_broken_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_entities_beyond_the_limit_are_dropped() -> None:
    assert len(parse_html("<b>a</b> " * 120).entities) == MAX_ENTITIES


def test_markup_in_a_persons_text_stays_as_written() -> None:
    content = plain("<b>a</b> & /start x")
    assert content.text == "<b>a</b> & /start x"
    assert [(e.type, e.offset) for e in content.entities] == [("bot_command", 11)]
