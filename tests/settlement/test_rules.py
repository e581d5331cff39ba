"""The rules of settlement: exact sums, never a negative payout, the same bytes for ever."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lilian.kernel.parts import split
from lilian.settlement import rules
from lilian.settlement.rules.pools import average_fen_per_kg
from lilian.settlement.values import (
    Delivered,
    Inputs,
    Owed,
    PoolGrade,
    Scheme,
    Shared,
    SharedKind,
    ShareRule,
    Step,
    StepKind,
)

DAY = date(2026, 11, 20)
YUAN = 100


def brought(fen: int, grade: str = "一级", net_g: int = 100_000, slip: int = 1) -> Delivered:
    return Delivered(slip, f"S{slip}", DAY, grade, net_g, 560, fen, "posted")


def inputs(gross_fen: int, **said: Any) -> Inputs:
    scheme, owed = said.pop("scheme", Scheme()), said.pop("owed", Owed())
    return Inputs(1, "H1", DAY, scheme, owed, (brought(gross_fen),), **said)


def cost(fen: int, kind: SharedKind = SharedKind.FREIGHT) -> Shared:
    return Shared(7, kind, ShareRule.WEIGHT, "", fen, 1, 1, fen)


def test_fee_costs_advance_deposit_penalty_debt_and_credit_are_taken_in_this_order() -> None:
    """Of the debt only what is due by now."""
    owed = Owed(100 * YUAN, 50 * YUAN, 90 * YUAN, 20 * YUAN, {"advance": 5}, 30 * YUAN, 7 * YUAN)
    told = rules.settle(inputs(1_000 * YUAN, scheme=Scheme(fee_permille=20), owed=owed, shared=(cost(10 * YUAN),)))
    assert told.steps == (
        Step(StepKind.FEE, 20 * YUAN, 20 * YUAN),
        Step(StepKind.FREIGHT, 10 * YUAN, 10 * YUAN, "settlement.Shared:7"),
        Step(StepKind.ADVANCE, 100 * YUAN, 100 * YUAN, "ledger.Account:5"),
        Step(StepKind.DEPOSIT, 50 * YUAN, 50 * YUAN),
        Step(StepKind.PENALTY, 7 * YUAN, 7 * YUAN),
        Step(StepKind.DEBT, 30 * YUAN, 30 * YUAN),
        Step(StepKind.INPUT_CREDIT, 20 * YUAN, 20 * YUAN),
    )
    assert (told.net_fen, told.carried_fen) == (763 * YUAN, 0)


def test_what_is_owed_to_the_household_is_paid_out_without_a_fee() -> None:
    told = rules.settle(inputs(1_000, scheme=Scheme(fee_permille=100), owed=Owed(compensation_fen=500)))
    assert (told.gross_fen, told.paid_out_fen, told.net_fen) == (1_500, 500, 1_400)


def test_a_share_in_cash_is_kept_from_the_creditors() -> None:
    told = rules.settle(inputs(1_000, scheme=Scheme(least_cash_permille=300), owed=Owed(input_credit_fen=900)))
    assert (told.net_fen, told.taken_fen(StepKind.INPUT_CREDIT), told.carried_fen) == (300, 700, 0)


def test_at_the_season_s_close_what_is_still_owed_becomes_a_debt_with_a_plan() -> None:
    scheme = Scheme(instalments=3, first_due_months=2)
    told = rules.settle(inputs(1_000, scheme=scheme, owed=Owed(input_credit_fen=1_100), closes_season=True))
    assert (told.net_fen, told.carried_fen) == (0, 100)
    assert [(one.due_on, one.fen) for one in told.plan] == [
        (date(2027, 1, 1), 34), (date(2027, 2, 1), 33), (date(2027, 3, 1), 33),
    ]  # fmt: skip


def test_costs_beyond_the_fruit_are_owed_not_paid_out_below_zero() -> None:
    told = rules.settle(inputs(100, shared=(cost(150),)))
    assert (told.net_fen, told.carried_fen) == (0, 50)


def test_a_top_up_is_paid_out_without_a_fee() -> None:
    more = Shared(8, SharedKind.TOP_UP, ShareRule.WEIGHT, "", 500, 1, 1, 500)
    told = rules.settle(Inputs(1, "H1", DAY, Scheme(fee_permille=100), Owed(), shared=(more,)))
    assert (told.gross_fen, told.steps, told.net_fen) == (500, (), 500)


FEN = some.integers(0, 10**9)


@settings(max_examples=50)
@given(
    some.lists(FEN, max_size=5),
    some.tuples(FEN, FEN, FEN, FEN),
    some.tuples(FEN, FEN, FEN),
    FEN,
    some.tuples(*[some.integers(0, 1_000)] * 2),
)
def test_gross_less_all_steps_is_net_and_net_is_never_negative(
    fruit: list[int],
    owed: tuple[int, int, int, int],
    more: tuple[int, int, int],
    freight: int,
    permille: tuple[int, int],
) -> None:
    delivered = tuple(brought(fen, slip=place) for place, fen in enumerate(fruit))
    said = Inputs(
        1, "H", DAY, Scheme(*permille, 4), Owed(*owed, {}, *more), delivered, (cost(freight),), closes_season=True
    )
    told = rules.settle(said)
    assert told.gross_fen - sum(step.taken_fen for step in told.steps) == told.net_fen >= 0
    assert all(0 <= step.taken_fen <= step.due_fen for step in told.steps)
    assert sum(one.fen for one in told.plan) == told.carried_fen >= 0


@settings(max_examples=50)
@given(
    some.integers(0, 10**9), some.sampled_from(ShareRule), some.lists(some.integers(1, 10**7), min_size=1, max_size=9)
)
def test_shares_sum_to_the_whole(total: int, rule: ShareRule, grams: list[int]) -> None:
    delivered = {key: [brought(net_g // 3 + 1, net_g=net_g)] for key, net_g in enumerate(grams)}
    parts = rules.shared_out(total, rule, "", delivered)
    assert sum(part.fen for part in parts.values()) == total
    assert all(part.whole == sum(each.own for each in parts.values()) for part in parts.values())


def test_a_sum_for_one_grade_is_shared_by_those_who_brought_it() -> None:
    delivered = {1: [brought(10, "特级")], 2: [brought(10, "一级")]}
    assert list(rules.shared_out(900, ShareRule.WEIGHT, "特级", delivered)) == [1]
    with pytest.raises(ValueError, match="nobody"):
        rules.shared_out(900, ShareRule.WEIGHT, "二级", delivered)


def test_a_pool_is_topped_up_to_what_it_sold_for() -> None:
    pool = rules.pool_of([brought(400, "特级"), brought(100, "特级"), brought(900, "一级")])
    assert pool == (PoolGrade("一级", 100_000, 900), PoolGrade("特级", 200_000, 500))
    assert rules.top_up({"特级": 800, "一级": 700}, pool) == {"特级": 300, "一级": 0}
    assert (average_fen_per_kg(200_000, 500), average_fen_per_kg(0, 0)) == (3, 0)


# Three cases in which another system left value behind (its issues 46850, 109908, 197499).
def test_three_boxes_of_a_sum_that_does_not_divide_keep_every_fen() -> None:
    assert split(301, [1, 1, 1]) == [101, 100, 100]


def test_taking_the_last_of_a_weight_takes_the_last_of_its_value() -> None:
    value, weight = 1_000, 3_000
    for taken in (1_000, 1_000, 1_000):
        part, value = split(value, [taken, weight - taken])
        weight -= taken
        assert part in (333, 334)
    assert (weight, value) == (0, 0)


def test_what_is_shared_and_taken_back_leaves_nothing() -> None:
    assert [a + b for a, b in zip(split(1_001, [3, 3, 1]), split(-1_001, [3, 3, 1]), strict=True)] == [0, 0, 0]


# A statement as the first rules wrote it, in October 2026: its bytes and figures are for ever.
OF_THE_FIRST_RULES = (
    '{"closes_season":false,"code":"H1","day":"2026-10-02","delivered":[{"amount_fen":80000,"basis":"contract",'
    '"contract":"HT1","day":"2026-10-01","fen_per_kg":800,"grade":"first","net_g":100000,"number":"S1","slip_id":1,'
    '"uncut_fen_per_kg":800}],"household_id":1,"owed":{"accounts":{"debt":4},"advance_fen":0,"debt_fen":9000,'
    '"deposit_fen":1000,"input_credit_fen":0},"pool":[],"rules":1,"scheme":{"fee_permille":20,"first_due_months":1,'
    '"instalments":3,"least_cash_permille":300},"shared":[]}'
)


def test_a_statement_of_the_first_rules_gives_the_same_bytes_and_figures() -> None:
    """They took a debt whole."""
    said = rules.unpacked(OF_THE_FIRST_RULES)
    assert rules.packed(said).decode() == OF_THE_FIRST_RULES
    assert rules.settle(said).steps == (
        Step(StepKind.FEE, 1_600, 1_600),
        Step(StepKind.DEPOSIT, 1_000, 1_000),
        Step(StepKind.DEBT, 9_000, 9_000, "ledger.Account:4"),
    )


@settings(max_examples=50)
@given(FEN, some.text(max_size=5), some.booleans())
def test_frozen_inputs_give_the_same_bytes_and_figures(fen: int, code: str, closes: bool) -> None:
    said = Inputs(1, code, DAY, Scheme(20, 300, 3), Owed(input_credit_fen=fen, accounts={"z": 1, "a": 2}),
                  (brought(fen),), (cost(fen // 7),), (PoolGrade("一级", 5, fen),), closes)  # fmt: skip
    again = rules.unpacked(rules.packed(said))
    assert (rules.packed(again), rules.settle(again)) == (rules.packed(said), rules.settle(said))
