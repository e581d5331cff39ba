"""Pure decisions: whole units and whole fen, nothing lost, nobody gets more than asked for."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.purchasing.rules import needs, quotes, tiers
from lilian.purchasing.rules.receipts import BadCount, DamagedMore, Portion, balanced, bill_sheets, total_fen
from lilian.purchasing.rules.sharing import Bought, Claim, share_out
from lilian.purchasing.values import (
    Basket,
    Buyer,
    NextTier,
    Paper,
    PaperKind,
    QuoteDraft,
    QuoteLineDraft,
    Ruled,
    Tier,
    Tiering,
    Wanted,
    Why,
)

STEPS = (Tier(0, 100), Tier(20, 90), Tier(50, 80))
LICENCE = Paper(PaperKind.LICENCE, "1", date(2027, 1, 1))


def claim(number: int, asked: int, most: int = 0, place: str = "C1", article: int = 1) -> Claim:
    return Claim(number, place, article, asked, most or asked, article)


def bought(pool: int, spare: int = 0, fen: int = 1_000, **said: object) -> Bought:
    fields = {"pools": {("C1", 1): pool}, "spare": {1: spare}, "unit_fen": {1: 100}, "carriage": {("C1", 1): 0}}
    return Bought(**fields | {"shares": {"C1": fen}} | said)


def test_who_asks_gets_what_was_asked_and_pays_for_it() -> None:
    told = share_out([claim(1, 4), claim(2, 6)], bought(10))
    assert [(each.given, each.amount_fen, each.why) for each in told] == [(4, 400, Why.FULL), (6, 600, Why.FULL)]


def test_what_is_short_is_shared_by_what_was_asked() -> None:
    told = share_out([claim(1, 4), claim(2, 6)], bought(5))
    assert [(each.given, each.why) for each in told] == [(2, Why.SHORT), (3, Why.SHORT)]


def test_what_packs_leave_over_goes_to_who_would_take_more_and_makes_the_others_bill_smaller() -> None:
    told = share_out([claim(1, 4, most=6), claim(2, 6)], bought(10, spare=5))
    assert [(each.given, each.extra, each.why) for each in told] == [(6, 2, Why.MORE), (6, 0, Why.FULL)]
    assert [each.amount_fen for each in told] == [200 + 320, 480]


def test_nothing_extra_goes_where_nobody_brings_it() -> None:
    told = share_out([claim(1, 4, most=6)], bought(4, spare=2, carriage={}))
    assert told[0].given == 4


def test_what_is_extra_pays_its_own_way() -> None:
    told = share_out([claim(1, 4, most=5)], bought(4, spare=1, carriage={("C1", 1): 7}))
    assert sum(each.amount_fen for each in told) == 1_000 + 7


claims = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 5), st.sampled_from(["C1", "C2", "C3"]), st.integers(1, 3)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=50)
@given(claims, st.integers(0, 40), st.integers(1, 10**6))
def test_every_unit_and_every_fen_is_somebodys(told: list[tuple[int, int, str, int]], spare: int, fen: int) -> None:
    made = [Claim(n, place, item, asked, asked + more, item) for n, (asked, more, place, item) in enumerate(told)]
    pools: dict[tuple[str, int], int] = {}
    for each in made:
        pools[each.pool] = pools.get(each.pool, 0) + each.asked
    shares = dict.fromkeys([each.place for each in made], fen + 10**4)
    whole = Bought(pools, {1: spare, 2: spare}, {1: 7, 2: 90, 3: 1}, dict.fromkeys(pools, 0), shares)
    given_out = share_out(made, whole)
    assert sum(each.amount_fen for each in given_out) == sum(shares.values())
    assert all(each.claim.asked <= each.given <= each.claim.most for each in given_out)
    assert all(sum(each.extra for each in given_out if each.claim.article_id == item) <= spare for item in (1, 2))


@settings(max_examples=50)
@given(st.integers(0, 99), st.integers(0, 120), st.integers(0, 120), st.integers(0, 10**8))
def test_a_receipt_balances(ordered: int, delivered: int, damaged: int, fen: int) -> None:
    damaged = min(damaged, delivered)
    told = balanced(ordered=max(1, ordered), delivered=delivered, damaged=damaged, amount_fen=fen)
    assert told.ordered + told.over == told.accepted + told.short + told.over
    assert told.delivered == told.accepted + told.over + told.damaged
    assert 0 <= told.payable_fen <= fen
    assert (told.payable_fen == fen) or told.short


def test_a_receipt_that_cannot_be_is_refused() -> None:
    with pytest.raises(DamagedMore):
        balanced(ordered=5, delivered=3, damaged=4, amount_fen=1)
    with pytest.raises(BadCount):
        balanced(ordered=5, delivered=-1, damaged=0, amount_fen=1)


def test_who_gets_less_pays_less() -> None:
    portions = [Portion(Buyer(1, 1), 7, 4, 400), Portion(Buyer(1, 2), 7, 6, 600)]
    sheets = bill_sheets(portions, {7: 5})
    assert [(sheet.lines[0].received, sheet.amount_fen) for sheet in sheets] == [(2, 200), (3, 300)]
    assert total_fen(bill_sheets(portions, {7: 10})) == 1_000


def test_three_boxes_that_cost_3_01_are_billed_at_3_01() -> None:
    """Not at three times the rounded price of one."""
    told = share_out([claim(number, 1) for number in (1, 2, 3)], bought(3, fen=301))
    assert sorted(one.amount_fen for one in told) == [100, 100, 101]


@pytest.mark.parametrize(("came", "payable"), [(3, 301), (2, 201), (1, 100), (0, 0)])
def test_where_no_unit_came_no_fen_is_payable_and_where_all_came_none_is_left(came: int, payable: int) -> None:
    assert balanced(ordered=3, delivered=came, damaged=0, amount_fen=301).payable_fen == payable


def test_the_next_step_is_told_with_what_it_saves() -> None:
    assert tiers.next_tier(STEPS, 15) == NextTier(5, 10, 90)
    assert tiers.next_tier(STEPS, 20) == NextTier(30, 10, 80)
    assert tiers.next_tier(STEPS, 50) is None
    assert tiers.next_tier((), 5) is None
    assert [tiers.price_at(STEPS, units) for units in (0, 19, 20, 99)] == [100, 100, 90, 80]


@pytest.mark.parametrize("starts", [(), (1,), (0, 0), (0, 5, 5)])
def test_steps_begin_at_nothing_and_rise(starts: tuple[int, ...]) -> None:
    with pytest.raises(tiers.BadTiers):
        tiers.check_tiers(starts, [1] * len(starts))


def test_a_need_says_how_many_and_up_to_how_many() -> None:
    assert needs.tidied(Wanted(1, 4)) == Wanted(1, 4, 4)
    with pytest.raises(needs.BadQuantity):
        needs.tidied(Wanted(1, 4, 3))
    with pytest.raises(needs.SubstitutesItself):
        needs.tidied(Wanted(1, 4, 4, 1))


def test_a_cut_has_a_reason_and_grants_no_more() -> None:
    with pytest.raises(needs.CutWithoutReason):
        needs.check_ruling(Ruled(1, 3), 4)
    with pytest.raises(needs.GrantsMore):
        needs.check_ruling(Ruled(1, 5, "x"), 4)
    assert (needs.most_of(4, 6, 4), needs.most_of(4, 6, 3)) == (6, 3)


def quote(*lines: QuoteLineDraft, **said: object) -> QuoteDraft:
    return QuoteDraft(1, 1, lines, **{"papers": (LICENCE,)} | said)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (quote(), quotes.NothingQuoted),
        (quote(QuoteLineDraft(1, (5,)), QuoteLineDraft(1, (6,))), quotes.QuotedTwice),
        (quote(QuoteLineDraft(1, (0,))), tiers.BadTiers),
        (quote(QuoteLineDraft(1, (5,), minimum=5, capacity=4)), quotes.BadQuoteLine),
        (quote(QuoteLineDraft(1, (5,)), basket=Basket(starts=(0, 5), parts=(100, 50))), quotes.BadBasket),
        (quote(QuoteLineDraft(1, (5,)), freight_fen=-1), quotes.BadCharge),
        (quote(QuoteLineDraft(1, (5,)), papers=()), quotes.NoLicence),
    ],
)
def test_a_bid_that_makes_no_sense_is_refused(draft: QuoteDraft, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        quotes.check(draft)


def test_a_discount_on_the_basket_is_a_row_of_prices_a_step() -> None:
    assert quotes.price_rows(Basket(Tiering.ALL_UNITS, (0, 100), (0, 250)), (1_000, 900)) == ((1_000, 900), (975, 878))
    assert quotes.price_rows(Basket(Tiering.INCREMENTAL, (0, 100), (0, 250)), (1_000,)) == ((1_000,),)


def test_papers_count_until_their_day() -> None:
    assert quotes.run_out([LICENCE], date(2027, 1, 1)) == ()
    assert quotes.run_out([LICENCE], date(2027, 1, 2)) == (LICENCE,)
