"""Numbers are read as a clerk writes them."""

import re
from decimal import Decimal

import pytest

from rules.language.numerals import NUMBER, parse_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("1,234,567", 1234567),
        ("3.5", Decimal("3.5")),
        ("1.2万", 12000),
        ("3万", 30000),
        ("0.12345万", Decimal("1234.5")),
        ("2.84亿", 284000000),
        ("零", 0),
        ("〇", 0),
        ("两", 2),
        ("九", 9),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("四十七", 47),
        ("一百", 100),
        ("一百零五", 105),
        ("一百二十", 120),
        ("一百二", 120),
        ("一百一十六", 116),
        ("两千零三", 2003),
        ("三千五百", 3500),
        ("三万五千", 35000),
        ("一万零二十", 10020),
        ("十二万", 120000),
        ("二〇二三", 2023),
    ],
)
def test_a_number_is_read_whole(written: str, number: int | Decimal) -> None:
    found = re.search(NUMBER, f"共{written}件")
    assert found is not None
    assert found.group() == written
    assert parse_number(written) == number


@pytest.mark.parametrize("written", ["三五", "百十", "十百", "一二三", "十一百"])
def test_what_is_no_exact_number_is_not_read(written: str) -> None:
    assert parse_number(written) is None
