"""Files and functions stay small enough to be read in one go."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (
    "app", "bot", "domain", "drafting", "parsing", "rules", "storage", "workers", "tests",
    "benchmarks",
)  # fmt: skip
FILES = sorted(
    file
    for room in ROOMS
    for file in (ROOT / room).rglob("*.py")
    if "versions" not in file.parts  # migrations list columns; they are not logic
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_can_be_read_in_one_go(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"
