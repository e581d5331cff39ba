"""Pure decisions of packing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel import codes
from lilian.packing import rules
from lilian.packing.values import BATCH, SpecFigures, Tally, Weighed, batch_code, number_in
from lilian.planning.packing.shortage import allowed_shortage_g

FIGURES = SpecFigures(2_500, 37, 9, 11, 300, 1_200)


@given(st.integers(0, rules.SERIALS - 1))
def test_a_box_code_has_thirteen_characters_and_a_check(serial: int) -> None:
    code = rules.box_code(serial)
    assert (len(code), codes.is_valid(code), int(code[:13], 36)) == (14, True, serial)


def test_a_serial_holds_more_than_64_bits() -> None:
    assert rules.SERIALS > 2**64
    with pytest.raises(ValueError):
        rules.box_code(rules.SERIALS)


@given(st.integers(1, 10**9))
def test_a_batch_code_names_its_packing_and_no_neighbour(number: int) -> None:
    code = batch_code(number)
    assert number_in(code.lower(), BATCH) == number
    assert number_in(code[:-1] + ("A" if code[-1] != "A" else "B"), BATCH) is None


@pytest.mark.parametrize("code", ["", "B", "Bx", "T000001", batch_code(7).replace("B", "T", 1)])
def test_what_is_no_batch_code_names_nothing(code: str) -> None:
    assert number_in(code, BATCH) is None


@pytest.mark.parametrize("net_g", [2_463, 2_500, 3_125])
def test_a_box_from_the_allowed_shortage_up_may_leave(net_g: int) -> None:
    rules.check_box(net_g, 10, FIGURES)


def test_a_box_may_not_lack_a_gram_more() -> None:
    with pytest.raises(rules.TooLight) as refused:
        rules.check_box(2_462, 10, FIGURES)
    assert refused.value.fields == {"net": 2_462, "lacks": 38, "allowed": 37}


def test_a_box_a_quarter_over_its_label_is_a_slip() -> None:
    with pytest.raises(rules.TooHeavy):
        rules.check_box(3_126, 10, FIGURES)


@pytest.mark.parametrize("pieces", [8, 12])
def test_a_box_holds_as_many_fruit_as_its_kind(pieces: int) -> None:
    with pytest.raises(rules.WrongCount):
        rules.check_box(2_500, pieces, FIGURES)


def test_gross_is_net_and_the_box() -> None:
    assert rules.net_of(Weighed(gross_g=2_806), FIGURES) == (2_806, 2_506)
    assert rules.net_of(Weighed(net_g=2_506), FIGURES) == (2_806, 2_506)


@pytest.mark.parametrize("box", [Weighed(), Weighed(gross_g=2_800, net_g=2_500)])
def test_a_scale_shows_one_weight(box: Weighed) -> None:
    with pytest.raises(rules.NoBoxWeight):
        rules.net_of(box, FIGURES)


@given(st.lists(st.integers(2_463, 3_000), max_size=40))
def test_a_tally_is_the_sum_of_its_boxes(nets: list[int]) -> None:
    found = rules.tally([(net_g, 10) for net_g in nets], FIGURES)
    assert (found.boxes, found.net_g, found.pieces) == (len(nets), sum(nets), 10 * len(nets))
    assert (found.label_g, found.short) == (2_500 * len(nets), sum(net_g < 2_500 for net_g in nets))


def test_give_away_is_priced_as_a_whole() -> None:
    found = rules.tally([(2_512, 10), (2_513, 10)], FIGURES)
    assert (found.give_away_g, found.give_away_fen) == (25, 30)
    assert FIGURES.give_away_fen(-25) == -30


def test_a_batch_may_not_lack_on_average() -> None:
    rules.check_average(rules.tally([(2_490, 10), (2_510, 10)], FIGURES))
    with pytest.raises(rules.AverageShort):
        rules.check_average(rules.tally([(2_490, 10), (2_509, 10)], FIGURES))


def test_nothing_packed_gives_nothing_away() -> None:
    assert (Tally().give_away_a_box_mg, Tally().give_away_ppm) == (0, 0)


@pytest.mark.parametrize("gtin", ["6901234567892", "06901234567892", "036000291452"])
def test_a_bar_code_is_kept_with_fourteen_digits(gtin: str) -> None:
    assert rules.checked_gtin(gtin) == gtin.zfill(14)


@pytest.mark.parametrize("gtin", ["6901234567893", "690123456789", "x"])
def test_a_bar_code_with_a_slip_is_refused(gtin: str) -> None:
    with pytest.raises(rules.GtinWrong):
        rules.checked_gtin(gtin)


@given(st.integers(1, 10**8 - 1))
def test_an_own_number_is_one_that_never_leaves_the_region(number: int) -> None:
    assert rules.checked_gtin(rules.own_gtin(number)).startswith("00200")


@pytest.mark.parametrize(
    "wrong", [{"label_g": 40}, {"shortage_g": 2_500}, {"least_count": 0}, {"most_count": 8}, {"tare_g": 20_000}]
)
def test_figures_that_make_no_box_are_refused(wrong: dict[str, int]) -> None:
    plain = {"label_g": 2_500, "shortage_g": 37, "least_count": 9, "most_count": 11, "tare_g": 300}
    with pytest.raises(rules.FiguresWrong):
        rules.checked(SpecFigures(**plain | wrong, price_fen_per_kg=0))


def test_the_table_of_the_law_allows_what_the_demo_says() -> None:
    assert allowed_shortage_g(2_500) == FIGURES.shortage_g
