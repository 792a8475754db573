"""What counts as a number in a cell."""

from decimal import Decimal

import pytest

from parsing.numbers import number_of_kind, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("16", 16),
        (" 1 6 ", 16),
        ("１６", 16),
        ("007", 7),
        ("1,234", 1234),
        ("1，234", 1234),
        ("12,345,678", 12345678),
        ("-7", -7),
        ("－7", -7),
        ("−7", -7),
        ("﹣7", -7),
        ("+3", 3),
        ("＋3", 3),
        ("12件", 12),
        ("3 个", 3),
        ("121项", 121),
        ("0.0", Decimal("0.0")),
        ("7730.28", Decimal("7730.28")),
        ("2.6 亿元", Decimal("2.6")),
        ("95.3万元", Decimal("95.3")),
        ("1,234.50", Decimal("1234.50")),
        ("-0.5", Decimal("-0.5")),
    ],
)
def test_reads_numbers_as_clerks_write_them(text: str, value: int | Decimal) -> None:
    read = parse_number(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "/", "-", "—", "无", "abc", "1/2", "一", "O", "1 件 2 件", "1-2", "1,23"),
        *("1,2345", ".5", "5.", "1.2.3", "1%", "约3", "3余", "２０２３年", "件", "9" * 19),
    ],
)
def test_takes_nothing_else_for_a_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("12", "count", 12),
        ("-2", "count", None),
        ("1.5", "count", None),
        ("-2", "change", -2),
        ("1.5", "change", None),
        ("1.50", "amount", Decimal("1.50")),
        ("3", "amount", 3),
        ("-3", "amount", None),
        ("十二", "count", None),
    ],
)
def test_a_number_belongs_into_a_cell_of_its_kind(
    text: str, kind: str, value: int | Decimal | None
) -> None:
    assert number_of_kind(text, kind) == value
