"""Weight: what people say, in grams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel.quantity import GRAMS_PER_UNIT, BadWeight, FinerThanGram, in_unit, parse_weight_g, weight_text


@pytest.mark.parametrize(
    ("said", "grams"),
    [
        ("2350公斤", 2_350_000),
        ("14,660斤", 7_330_000),
        ("３６８００斤", 18_400_000),
        ("1.36万斤", 6_800_000),
        ("5.23吨", 5_230_000),
        ("5.23 t", 5_230_000),
        (" 12 KG ", 12_000),
        ("-600斤", -300_000),
    ],
)
def test_weights_are_read_as_people_write_them(said: str, grams: int) -> None:
    assert parse_weight_g(said) == grams


def test_a_bare_number_is_in_the_unit_of_its_column() -> None:
    assert parse_weight_g(7260, "斤") == 3_630_000


@pytest.mark.parametrize("said", ["", "斤", "12", "十二斤", "1.2.3斤", "12箱", "1e5斤", "12斤3两"])
def test_what_is_no_weight_is_refused(said: str) -> None:
    with pytest.raises(BadWeight):
        parse_weight_g(said)


def test_less_than_a_gram_is_refused() -> None:
    with pytest.raises(FinerThanGram):
        parse_weight_g("0.00001公斤")


@given(st.integers(-(10**13), 10**13), st.sampled_from(sorted(GRAMS_PER_UNIT)))
def test_what_goes_out_in_any_unit_comes_back_in_the_same_grams(grams: int, unit: str) -> None:
    assert parse_weight_g(f"{in_unit(grams, unit):f}{unit}") == grams


@given(st.integers(0, 10**10))
def test_a_weight_shown_to_the_kilogram_reads_back_within_half_a_kilogram(grams: int) -> None:
    assert abs(parse_weight_g(weight_text(grams)) - grams) <= 500
