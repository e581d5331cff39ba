"""Codes read out on the phone: one slip or swap never makes another valid code."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel.codes import ALPHABET, is_valid, joined, numbered, with_check

bodies = st.text(ALPHABET, min_size=1, max_size=20)


@given(bodies)
def test_a_code_with_its_check_character_is_valid(body: str) -> None:
    assert is_valid(with_check(body))


@given(bodies, st.data())
def test_one_wrong_character_is_noticed(body: str, data: st.DataObject) -> None:
    code = with_check(body)
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from(ALPHABET.replace(code[place], "")))
    assert not is_valid(code[:place] + wrong + code[place + 1 :])


@given(bodies, st.data())
def test_two_neighbours_swapped_are_noticed(body: str, data: st.DataObject) -> None:
    code = with_check(body)
    place = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or not is_valid(swapped)


def test_no_swap_passes_whatever_stands_before_it() -> None:
    for total, one, other in product(range(36), repeat=3):
        assert one == other or joined(joined(total, one), other) != joined(joined(total, other), one)


def test_lower_case_is_not_a_code() -> None:
    assert not is_valid(numbered("P", 1).lower())
