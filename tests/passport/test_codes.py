"""A code that was typed or said: look-alikes are forgiven, anything else is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.kernel import codes
from lilian.packing import rules as packing
from lilian.passport.rules.codes import ALIKE, LENGTH, meant, tidied

CODES = st.integers(0, packing.SERIALS - 1).map(packing.box_code)


@pytest.mark.slow
@settings(max_examples=20)
@given(CODES)
def test_a_code_typed_as_it_stands_there_is_meant_first(code: str) -> None:
    assert meant(code)[0] == code
    assert meant(f" {codes.grouped(code).lower()} ")[0] == code


@settings(max_examples=20)
@given(CODES, st.data())
def test_two_characters_mixed_up_for_their_look_alikes_are_found(code: str, data: st.DataObject) -> None:
    typed = list(code)
    alike = [place for place, letter in enumerate(code) if any(letter in group for group in ALIKE)]
    for place in alike[:2]:
        group = next(group for group in ALIKE if code[place] in group)
        typed[place] = data.draw(st.sampled_from(group))
    assert code in meant("".join(typed)) or len(alike) > 6


def test_full_width_and_dashes_are_what_a_phone_types() -> None:
    assert tidied("ＡＢ１２-cd 34·ef，ｇh") == "AB12CD34EFGH"


def test_what_is_no_code_means_nothing() -> None:
    assert meant("") == meant("梨") == meant("A" * (LENGTH + 1)) == []
    assert len(meant("O1I0Z2S5B8G6UV")) < 4096
