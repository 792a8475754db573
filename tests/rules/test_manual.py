"""The printed manual is the one that the rules give."""

from pathlib import Path

from rules.manual import manual_markdown
from rules.registry import all_rules

DOCS = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_committed_manual_is_up_to_date() -> None:
    hint = "write it again: python -m rules.manual > docs/rules.md"
    assert DOCS.read_text("utf-8") == manual_markdown(), hint


def test_every_rule_is_explained() -> None:
    text = manual_markdown()
    for info in all_rules():
        assert f"## {info.id}\n" in text
        assert info.basis in text
        assert info.manual.mend in text
