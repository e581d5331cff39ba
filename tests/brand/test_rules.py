"""Pure decisions about marks, by property."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lilian.brand import rules
from lilian.brand.rules import Asked, Bearing
from lilian.brand.values import (
    Area,
    Fruit,
    Range,
    Ruling,
    State,
    Taking,
    label_number,
    serial_in,
    spoken,
    tidied,
    total,
)

HERE, THERE = Area("141031100", "上庄"), Area("141032100", "河外")
DAY = date(2026, 9, 18)
PARTS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 30)), max_size=12)
SECRET = "5a" * 32


def bearing(outside: int = 0) -> Bearing:
    return Bearing("玉露香", 1, "玉露香梨", {"first": "一级"}, {HERE}, outside)


@given(st.integers(0, 36**6 - 1))
def test_a_label_says_its_serial_and_no_other_secret_makes_it(serial: int) -> None:
    made = label_number(serial, SECRET)
    assert (serial_in(made), tidied(spoken(made))) == (serial, made)
    assert made[:8] == label_number(serial, "00" * 32)[:8]


def test_what_is_no_label_has_no_serial() -> None:
    good = label_number(7, SECRET)
    assert {serial_in(good[:-1]), serial_in("XX" + good[2:]), serial_in(""), serial_in("BQ0000010000!")} == {None}
    assert serial_in(good[:-1] + ("0" if good[-1] != "0" else "1")) is None


@given(st.integers(0, 1_000_000), st.integers(0, 1_000_000), st.integers(0, 999))
def test_fruit_from_outside_fits_as_far_as_the_rules_let_it(inside_g: int, outside_g: int, permille: int) -> None:
    lot = Asked("L", 1, "first", [(HERE, inside_g), (THERE, outside_g)])
    whole_g = inside_g + outside_g
    assert rules.fits(lot, bearing(permille)) == (whole_g > 0 and outside_g * 1_000 <= whole_g * permille)


def test_what_nobody_knows_is_outside_and_a_whole_township_is_inside() -> None:
    assert not rules.inside(None, {HERE})
    assert not rules.inside(Area("", "上庄"), {Area("", "上庄")})
    assert rules.inside(Area("141031100", "王家"), {Area("141031100")})
    assert not rules.inside(Area("141031100", "王家"), {HERE})


def test_grade_and_variety_must_fit() -> None:
    for variety, grade in ((2, "first"), (1, "second"), (1, "")):
        assert not rules.fits(Asked("L", variety, grade, [(HERE, 1)]), bearing())


@given(PARTS, st.integers(0, 900))
def test_numbers_are_taken_in_order_once_and_never_more_than_there_are(
    parts: list[tuple[int, int]], count: int
) -> None:
    spent, at = [], 1
    for gap, length in parts:
        spent.append(Range(1, at + gap, at + gap + length - 1))
        at = spent[-1].last + 1
    whole = Range(1, 1, at + 50)
    free = list(rules.free_numbers(whole, spent))
    taken = rules.next_labels(free, count)
    numbers = [one for each in taken for one in range(each.first, each.last + 1)]
    gone = {one for each in spent for one in range(each.first, each.last + 1)}
    left = [one for one in range(whole.first, whole.last + 1) if one not in gone]
    assert numbers == left[:count]
    assert total(free) == len(left)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=8), st.integers(0, 3_000))
def test_fruit_is_taken_in_order_and_comes_back_from_behind(lots: list[tuple[int, int]], wanted_g: int) -> None:
    fruit = [Fruit(key, "", "", DAY, sure_g, backed_g) for key, (sure_g, backed_g) in enumerate(lots)]
    taken = rules.taken(fruit, wanted_g)
    assert sum(each.weight_g for each in taken) == min(wanted_g, sum(each.free_g for each in fruit))
    assert all(0 < each.weight_g <= fruit[each.lot_id].free_g for each in taken)
    back = rules.freed([Taking(each.lot_id, each.weight_g) for each in taken], wanted_g // 2)
    assert sum(each.weight_g for each in back) == min(wanted_g // 2, sum(each.weight_g for each in taken))
    assert [each.lot_id for each in back] == sorted((each.lot_id for each in back), reverse=True)


def test_how_a_licence_stands() -> None:
    def said(day: int, last: Ruling | None = None) -> State:
        return rules.state(DAY, DAY + timedelta(days=10), last, DAY + timedelta(days=day))

    assert [said(-1), said(0), said(10), said(11)] == [State.NOT_YET, State.VALID, State.VALID, State.EXPIRED]
    assert [said(5, ruling) for ruling in Ruling] == [State.SUSPENDED, State.VALID, State.REVOKED]


def test_what_may_be_decided_next() -> None:
    allowed = {(last, ruling) for last in (None, *Ruling) for ruling in Ruling if rules.follows(last, ruling)}
    stands = {(last, ruling) for last in (None, Ruling.RESUME) for ruling in (Ruling.SUSPEND, Ruling.REVOKE)}
    assert allowed == stands | {(Ruling.SUSPEND, Ruling.RESUME), (Ruling.SUSPEND, Ruling.REVOKE)}
