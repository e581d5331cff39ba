"""The deposit follows the crates, and the last crate takes the last fen."""

from hypothesis import given
from hypothesis import strategies as st

from lilian.crates.rules import deposit_fen
from lilian.crates.values import MoveKind


def test_handing_out_asks_todays_deposit() -> None:
    assert deposit_fen(MoveKind.HAND_OUT, 10, each_fen=1_500, had=3, paid_fen=100) == 15_000


def test_buying_and_scrapping_ask_none() -> None:
    assert deposit_fen(MoveKind.BUY, 10, each_fen=1_500, had=0, paid_fen=0) == 0
    assert deposit_fen(MoveKind.SCRAP, 10, each_fen=1_500, had=20, paid_fen=0) == 0


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(0, 10**7))
def test_brought_back_in_any_portions_the_whole_deposit_comes_back(portions: list[int], paid_fen: int) -> None:
    had, left = sum(portions), paid_fen
    for count in portions:
        back = -deposit_fen(MoveKind.TAKE_BACK, count, each_fen=9, had=had, paid_fen=left)
        assert 0 <= back <= left
        had, left = had - count, left - back
    assert left == 0
