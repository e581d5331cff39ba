"""One rule, the quotations and a day make one price, to the fen, and say which leg made it."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.contracts.rules.prices import BadDeduction, BadRule, check_deductions, check_rule, cut, price_on
from lilian.contracts.rules.why import why
from lilian.contracts.values import Basis, Deduction, Leg, Measure, PriceRule, Quoted, RuleKind, Seen

DAY = date(2026, 9, 18)
FIXED = PriceRule(RuleKind.FIXED, 600)
FLOOR = PriceRule(RuleKind.FLOOR, 600, "XH")
PLUS = PriceRule(RuleKind.MARKET_PLUS, 600, "XH", premium_permille=50)
FLOATING = PriceRule(RuleKind.FLOATING, 600, "XH", share_permille=600, top_fen=800)


def quoted(fen: int, days_ago: int = 0, key: int = 1, grade: str = "first", market: str = "XH") -> Quoted:
    return Quoted(key, market, grade, DAY - timedelta(days=days_ago), fen, "新华指数")


def priced(rule: PriceRule, *quotations: Quoted) -> tuple[int, Leg]:
    found = price_on(rule, "first", quotations, DAY)
    return found.fen_per_kg, found.leg


@pytest.mark.parametrize(
    ("rule", "market_fen", "expected"),
    [
        (FIXED, 900, (600, Leg.FIXED)),
        (FLOOR, 700, (700, Leg.MARKET)),
        (FLOOR, 599, (600, Leg.FLOOR)),
        (FLOOR, 600, (600, Leg.FLOOR)),
        (PLUS, 700, (735, Leg.PREMIUM)),
        (PLUS, 570, (600, Leg.FLOOR)),  # 598.5 is 599, still below
        (PLUS, 701, (736, Leg.PREMIUM)),  # 736.05
        (PLUS, 710, (746, Leg.PREMIUM)),  # 745.5, halves upwards
        (FLOATING, 700, (660, Leg.SHARE)),
        (FLOATING, 500, (600, Leg.FLOOR)),
        (FLOATING, 1_000, (800, Leg.TOP)),
    ],
)
def test_each_pattern_of_contract_farming(rule: PriceRule, market_fen: int, expected: tuple[int, Leg]) -> None:
    assert priced(rule, quoted(market_fen)) == expected


def test_without_a_quotation_the_guaranteed_price_is_paid() -> None:
    assert priced(FLOOR) == (600, Leg.UNQUOTED)


def test_the_latest_quotation_up_to_the_day_counts() -> None:
    assert priced(FLOOR, quoted(700, 3), quoted(720, 1), quoted(900, -1)) == (720, Leg.MARKET)


def test_a_quotation_older_than_the_window_does_not_count() -> None:
    rule = replace(FLOOR, window_days=7)
    assert (priced(rule, quoted(700, 6)), priced(rule, quoted(700, 7))) == ((700, Leg.MARKET), (600, Leg.UNQUOTED))


def test_of_two_of_a_day_the_later_written_counts_in_whatever_order_they_come() -> None:
    wrong, right = quoted(700, key=1), quoted(710, key=2)
    assert priced(FLOOR, right, wrong) == priced(FLOOR, wrong, right) == (710, Leg.MARKET)


def test_another_market_and_another_grade_do_not_count() -> None:
    assert priced(FLOOR, quoted(700, market="BJ"), quoted(700, grade="second")) == (600, Leg.UNQUOTED)


def test_a_grade_the_market_does_not_name_is_priced_by_another() -> None:
    rule = replace(FLOOR, quoted_grade="special")
    assert priced(rule, quoted(940, grade="special")) == (940, Leg.MARKET)


def test_a_mean_is_of_days_and_rounded_once() -> None:
    """(700 + 701) / 2 with 5 % is 735.525: a mean rounded on the way would give 736.05."""
    rule = replace(PLUS, basis=Basis.MEAN)
    assert priced(rule, quoted(700, 1, 1), quoted(999, 0, 2), quoted(701, 0, 3)) == (736, Leg.PREMIUM)


def test_a_price_names_what_counted() -> None:
    found = price_on(FLOOR, "first", [quoted(700, 2, 7), quoted(690, 5, 6)], DAY)
    assert ([one.quotation_id for one in found.quotations], found.market_fen) == ([7], 700)


RULES = st.builds(
    PriceRule,
    kind=st.sampled_from(list(RuleKind)),
    floor_fen=st.integers(1, 2_000),
    market=st.just("XH"),
    premium_permille=st.integers(0, 1_000),
    share_permille=st.integers(0, 1_000),
    top_fen=st.none() | st.integers(2_000, 4_000),
    basis=st.sampled_from(list(Basis)),
    window_days=st.integers(1, 20),
)


@settings(max_examples=50)
@given(RULES, st.lists(st.tuples(st.integers(1, 4_000), st.integers(0, 30)), max_size=6))
def test_a_price_keeps_its_floor_and_top_and_is_the_exact_one_rounded(rule: PriceRule, said: list) -> None:
    quotations = [quoted(fen, ago, key) for key, (fen, ago) in enumerate(said, 1)]
    found = price_on(rule, "first", quotations, DAY)
    of_day = {ago: fen for fen, ago in said if ago < rule.window_days}
    assert rule.floor_fen <= found.fen_per_kg <= max(rule.floor_fen, rule.top_fen or 10**9)
    if rule.kind is not RuleKind.FIXED and of_day:
        days = sorted(of_day) if rule.basis is Basis.MEAN else [min(of_day)]
        market = Fraction(sum(of_day[day] for day in days), len(days))
        exact = {
            RuleKind.FLOOR: market,
            RuleKind.MARKET_PLUS: market * (1_000 + rule.premium_permille) / 1_000,
            RuleKind.FLOATING: rule.floor_fen + max(market - rule.floor_fen, 0) * rule.share_permille / 1_000,
        }[rule.kind]
        wanted = max(rule.floor_fen, (exact + Fraction(1, 2)).__floor__())
        assert found.fen_per_kg == min(wanted, rule.top_fen or wanted)


@pytest.mark.parametrize(
    "changes",
    [
        {"floor_fen": 0},
        {"floor_fen": 100_001},
        {"market": ""},
        {"kind": RuleKind.FIXED},
        {"top_fen": 599},
        {"share_permille": 1_001},
        {"premium_permille": -1},
        {"window_days": 0},
    ],
)
def test_a_rule_that_could_not_price_is_refused(changes: dict) -> None:
    check_rule(FLOOR)
    with pytest.raises(BadRule):
        check_rule(replace(FLOOR, **changes))


DEFECTS = Deduction(Measure.DEFECTS, allowed=50, step=10, cut_permille=10, most_permille=200)
SOLIDS = Deduction(Measure.SOLIDS, allowed=120, step=5, cut_permille=20, most_permille=100)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (Seen(), 700),
        (Seen(50, 120), 700),
        (Seen(51), 693),  # a begun step
        (Seen(75), 679),
        (Seen(900), 560),  # no more than the most
        (Seen(75, 117), 665),  # 3 % and 2 % are 5 %, cut once
    ],
)
def test_quality_is_deducted_by_begun_steps(seen: Seen, expected: int) -> None:
    assert cut(700, (DEFECTS, SOLIDS), seen).fen_per_kg == expected


def test_a_deduction_says_what_it_took() -> None:
    assert cut(700, (DEFECTS, SOLIDS), Seen(75, 117)).deducted == ((DEFECTS, 30), (SOLIDS, 20))


def test_a_deduction_that_cuts_nothing_is_refused() -> None:
    with pytest.raises(BadDeduction):
        check_deductions((replace(DEFECTS, step=0),))


@pytest.mark.parametrize("rule", [FIXED, FLOOR, PLUS, FLOATING])
@pytest.mark.parametrize("fen", [None, 500, 700, 1_500])
def test_every_price_can_be_explained(rule: PriceRule, fen: int | None) -> None:
    found = price_on(rule, "first", [] if fen is None else [quoted(fen)], DAY)
    text = why(found, "产地指数").text()
    assert f"{found.fen_per_kg // 100}.{found.fen_per_kg % 100:02d}" in text
    assert "{" not in text
