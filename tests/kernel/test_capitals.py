"""Amounts in Chinese capitals."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lilian.kernel.capitals import DIGITS, MOST_FEN, capital_yuan

VALUES = {"拾": 10, "佰": 100, "仟": 1_000}


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (100, "壹元整"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (640_714, "陆仟肆佰零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元零叁角贰分"),
        (10_700_053, "壹拾万柒仟元零伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (6_000_070_000, "陆仟万零柒佰元整"),
        (10_000_000_000_000, "壹仟亿元整"),
        (100_000_000_001, "壹拾亿元零壹分"),
    ],
)
def test_an_amount_as_the_rules_for_bills_write_it(fen: int, said: str) -> None:
    assert capital_yuan(fen) == said


@pytest.mark.parametrize("fen", [-1, MOST_FEN])
def test_what_is_not_paid_is_not_written(fen: int) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        capital_yuan(fen)


def read(text: str) -> int:
    """Back into fen, by another way than it was written."""
    yuan, _, small = text.rpartition("元") if "元" in text else ("", "", text)
    fen = sum(
        DIGITS.index(digit) * worth
        for unit, worth in (("角", 10), ("分", 1))
        for digit in re.findall(f"(.){unit}", small)
    )
    whole = group = 0
    for part in re.findall(r"[零壹贰叁肆伍陆柒捌玖][拾佰仟]?|[万亿]", yuan):
        if part == "亿":
            whole, group = (whole + group) * 10**8, 0
        elif part == "万":
            whole, group = whole + group * 10**4, 0
        else:
            group += DIGITS.index(part[0]) * VALUES.get(part[1:], 1)
    return (whole + group) * 100 + fen


@settings(max_examples=50)
@given(some.integers(0, 10**14))
def test_what_is_written_reads_back(fen: int) -> None:
    assert read(capital_yuan(fen)) == fen
