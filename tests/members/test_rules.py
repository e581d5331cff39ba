"""Pure rules of membership."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.members.rules.phones import e164, mobile
from lilian.members.rules.sought import by_phrases, only_reading, sought, spelled, squeezed
from lilian.members.rules.tree import BelowItself, below, check_no_loop
from lilian.members.values import masked_name, masked_phone


@given(st.dictionaries(st.integers(1, 30), st.one_of(st.none(), st.integers(1, 30))))
def test_whoever_stands_below_has_a_path_up(parents: dict[int, int | None]) -> None:
    for one in below(1, parents) - {1}:
        assert parents[one] in below(1, parents)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_a_tree_grown_downwards_has_no_loop(picks: list[int]) -> None:
    parents = {number: (pick % number or None) for number, pick in enumerate(picks, 1)}
    check_no_loop(parents)
    assert below(1, parents) <= set(parents) | {1}


def test_a_ring_is_found() -> None:
    with pytest.raises(BelowItself):
        check_no_loop({1: 2, 2: 3, 3: 1})


@pytest.mark.parametrize(("name", "shown"), [("张三", "张*"), ("张小三", "张*三"), ("欧阳小三", "欧**三"), ("", "")])
def test_a_masked_name_shows_its_ends(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(("phone", "shown"), [("+8613800008000", "138****8000"), ("", ""), ("110", "***")])
def test_a_masked_phone_hides_its_middle(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@given(st.integers(13000000000, 19999999999))
def test_a_mask_shows_at_most_seven_digits(number: int) -> None:
    assert sum(character.isdigit() for character in masked_phone(f"+86{number}")) == 7


@pytest.mark.parametrize("phone", ["138 0000 8000", "+86 13800008000", "13800008000"])
def test_one_phone_written_differently_is_one_phone(phone: str) -> None:
    assert e164(phone) == "+8613800008000"


def test_what_is_sought_holds_name_pinyin_initials_and_code() -> None:
    assert sought("林秀梅", "P0001X") == "林秀梅 linxiumei lxm p0001x"


@pytest.mark.parametrize(
    ("name", "spelled"), [("重庆", "chongqing"), ("重量", "zhongliang"), ("王小A2", "wangxiaoa2"), ("长乐", "changle")]
)
def test_a_character_with_several_readings_is_said_as_its_neighbours_want(name: str, spelled: str) -> None:
    assert sought(name).split()[1] == spelled


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=3))
def test_spelling_at_a_glance_is_spelling_by_the_book(name: str) -> None:
    if all(only_reading(character) for character in name):
        assert spelled(name) == list(by_phrases(name))


@given(st.integers(10**10, 2 * 10**10 - 1))
def test_a_mobile_number_known_at_a_glance_is_a_number_by_the_book(number: int) -> None:
    if mobile().fullmatch(str(number)):  # the book cannot even read some of the others
        assert phonenumbers.is_valid_number(phonenumbers.parse(str(number), "CN"))


@given(st.text(max_size=500))
def test_what_is_sought_fits_its_column(name: str) -> None:
    assert len(sought(name)) <= 300
    assert squeezed(name)[:300] == sought(name)[: len(squeezed(name))]
