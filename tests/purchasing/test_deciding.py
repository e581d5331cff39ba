"""Bids are sealed, then opened; the cheapest is found, taken once, and freezes prices and shares."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum

from lilian.base import plan_runs
from lilian.base.actors import system
from lilian.base.models import AuditEvent
from lilian.kernel.refusal import NotFound
from lilian.purchasing import actions, queries
from lilian.purchasing.actions import refusals
from lilian.purchasing.models import Allotment, Article, Campaign, Decision, Quote
from lilian.purchasing.values import Stage, Wanted, Why
from tests.purchasing.spring import LICENCE, NEEDS_UNTIL, OPENED, QUOTES_UNTIL, Spring

SEALED = QUOTES_UNTIL - timedelta(seconds=1)


@pytest.fixture
def bidding(spring: Spring) -> Spring:
    """Mei wants 4 to 6 bags of urea, Qiao 9; urea comes in packs of 5 from GREEN, single but dearer from STONE."""
    spring.want(spring.mei, Wanted(spring.urea, 4, 6))
    spring.want(spring.qiaos, Wanted(spring.urea, 9))
    spring.hand_in()
    spring.bid(spring.green, spring.price(spring.urea, 10_000, 9_000, starts=(0, 10), pack=5))
    spring.bid(spring.stone, spring.price(spring.urea, 9_900))
    return spring


def test_nobody_reads_a_bid_before_the_bids_are_opened(bidding: Spring) -> None:
    for actor in (bidding.lin, system("anybody"), bidding.manager(bidding.guo)):
        reads = actor.may("purchasing.see_quotes")
        assert not reads or not queries.quotes(actor, bidding.campaign, now=SEALED).exists()
    with pytest.raises(NotFound):
        queries.quote(bidding.lin, Quote.objects.first().pk, now=SEALED)
    assert queries.sealed_count(bidding.lin, bidding.campaign) == 2
    assert queries.quotes(bidding.lin, bidding.campaign, now=QUOTES_UNTIL).count() == 2


def test_a_supplier_reads_its_own_bid_and_never_anothers(bidding: Spring) -> None:
    green = bidding.supplier(bidding.green)
    for moment in (SEALED, OPENED):
        assert {one.supplier_id for one in queries.quotes(green, bidding.campaign, now=moment)} == {bidding.green.pk}
    with pytest.raises(NotFound):
        queries.own_quote(green, bidding.campaign, bidding.stone.pk)


def test_the_chain_the_office_reads_holds_no_price(bidding: Spring) -> None:
    told = AuditEvent.objects.get(event="purchasing.quote_submitted", subject__endswith=f":{Quote.objects.first().pk}")

    assert set(json.loads(told.data)) == {"digest", "version"}


def test_nothing_is_worked_out_while_the_bids_are_sealed(bidding: Spring) -> None:
    with pytest.raises(refusals.StillSealed):
        actions.start_decision(actor=bidding.lin, campaign_id=bidding.campaign, now=SEALED)


def test_bids_are_taken_between_the_close_of_needs_and_their_opening(bidding: Spring) -> None:
    Campaign.objects.update(quotes_until=NEEDS_UNTIL + timedelta(minutes=30))
    with pytest.raises(refusals.NotQuoting):
        bidding.bid(bidding.green, bidding.price(bidding.urea, 1))


def test_the_newest_bid_counts_and_no_bid_is_changed(bidding: Spring) -> None:
    bidding.bid(bidding.stone, bidding.price(bidding.urea, 9_800))
    seen = queries.quotes(bidding.lin, bidding.campaign, now=OPENED).get(supplier=bidding.stone)
    assert (seen.version, seen.lines.get().steps) == (2, [[0, 9_800]])
    with pytest.raises(DatabaseError), transaction.atomic():
        Quote.objects.update(version=9)


def test_the_cheapest_is_found_proved_and_compared(bidding: Spring) -> None:
    found = Decision.objects.get(pk=bidding.decided())
    papers = queries.documents(found)
    # 15 bags at 90 yuan in packs of 5 cost more than 10 at 90 and 3 single at 99.
    assert (found.cost_fen, found.lower_bound_fen) == (10 * 9_000 + 3 * 9_900, 10 * 9_000 + 3 * 9_900)
    assert found.apart_cost_fen == 4 * 9_900 + 9 * 9_900
    assert {each.supplier for each in papers.report.suppliers} == {"GREEN", "STONE"}
    assert papers.report.division is not None
    assert plan_runs.replay(found.run) == found.run.plan


def test_what_if_one_supplier_is_left_out(bidding: Spring) -> None:
    found = Decision.objects.get(pk=bidding.decided(excluded=["STONE"]))
    assert found.cost_fen == 15 * 9_000
    with pytest.raises(refusals.NotAWinnerCount):
        bidding.decided(max_winners=0)
    assert Decision.objects.get(pk=bidding.decided(max_winners=1)).cost_fen == 13 * 9_900


def test_a_supplier_whose_papers_ran_out_wins_nothing(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    spring.hand_in()
    late = replace(LICENCE, valid_until=date(2026, 3, 15))
    spring.bid(spring.green, spring.price(spring.urea, 1_000), papers=(late,))
    spring.bid(spring.stone, spring.price(spring.urea, 9_900))
    plan = queries.documents(Decision.objects.get(pk=spring.decided())).plan
    assert [each.supplier for each in plan.purchases] == ["STONE"]


def test_taking_an_answer_shares_out_whole_units_and_every_fen(bidding: Spring) -> None:
    made = bidding.decided(excluded=["STONE"])
    assert actions.adopt_decision(actor=bidding.lin, decision_id=made, reason="最省", now=OPENED) == 2
    told = {each.need.household.code: each for each in Allotment.objects.select_related("need__household")}
    assert (told["H-MEI"].given, told["H-MEI"].why) == (6, Why.MORE)
    assert (told["H-QIAO"].given, told["H-QIAO"].why) == (9, Why.FULL)
    assert Allotment.objects.aggregate(fen=Sum("amount_fen"))["fen"] == 15 * 9_000
    assert bidding.stage == Stage.DECIDED


def test_an_answer_is_taken_once_and_its_prices_are_frozen(bidding: Spring) -> None:
    first, second = bidding.decided(), bidding.decided()
    with pytest.raises(refusals.NoReason):
        actions.adopt_decision(actor=bidding.lin, decision_id=first, reason=" ", now=OPENED)
    actions.adopt_decision(actor=bidding.lin, decision_id=first, reason="最省", now=OPENED)
    with pytest.raises(refusals.AlreadyTaken):
        actions.adopt_decision(actor=bidding.lin, decision_id=second, reason="最省", now=OPENED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Allotment.objects.update(amount_fen=1)


def test_an_answer_to_another_question_is_not_taken(bidding: Spring) -> None:
    made = bidding.decided()
    Campaign.objects.update(quotes_until=OPENED + timedelta(days=1))
    bidding.bid(bidding.stone, bidding.price(bidding.urea, 5))
    Campaign.objects.update(quotes_until=QUOTES_UNTIL)
    with pytest.raises(refusals.AnswerOutdated):
        actions.adopt_decision(actor=bidding.lin, decision_id=made, reason="最省", now=OPENED)


def test_what_nobody_sells_is_replaced_by_what_was_named(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.bags, 3, 3, spring.urea))
    spring.hand_in()
    spring.bid(spring.stone, spring.price(spring.urea, 9_900))
    spring.adopted()
    told = Allotment.objects.get()
    assert (told.article_id, told.given, told.why) == (spring.urea, 3, Why.SUBSTITUTE)


def test_what_is_short_is_shared_and_said(spring: Spring) -> None:
    spring.want(spring.mei, Wanted(spring.urea, 4))
    spring.want(spring.qiaos, Wanted(spring.urea, 8))
    spring.hand_in()
    spring.bid(spring.stone, spring.price(spring.urea, 9_900, capacity=6))
    spring.adopted()
    told = {each.need.household.code: each for each in Allotment.objects.select_related("need__household")}
    assert sum(each.given for each in told.values()) == 6
    assert sum(each.amount_fen for each in told.values()) == 6 * 9_900


def test_the_winning_steps_are_shown_next_year(bidding: Spring) -> None:
    bidding.adopted()
    assert Article.objects.get(pk=bidding.urea).tiers == [[0, 10_000], [10, 9_000]]


def test_a_grower_sees_what_the_own_household_gets_and_no_other(bidding: Spring) -> None:
    bidding.adopted()
    mine = queries.allotments(bidding.grower(bidding.mei), bidding.campaign)
    assert [each.need.household_id for each in mine] == [bidding.mei.pk]
    assert queries.allotments(bidding.manager(bidding.qiao), bidding.campaign).get().need.household == bidding.qiaos
