"""Generated: every read of the module by everybody who has nothing to do with a row; nobody meets another's.

A new read of rows belongs into READS; one that is missing fails the first test.
"""

import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from lilian.base.actors import Actor
from lilian.kernel.refusal import Refusal
from lilian.purchasing import actions, queries
from lilian.purchasing.models import OrderLine
from lilian.purchasing.values import Counted, Wanted
from tests.purchasing.spring import OPENED, Spring

Read = Callable[[Actor, Spring], list[Any]]
# What each read gives, as rows with the organisation, household or supplier they belong to.
READS: dict[str, Read] = {
    "needs": lambda actor, s: list(queries.needs(actor, s.campaign)),
    "need": lambda actor, s: [queries.need(actor, one.pk) for one in queries.needs(actor, s.campaign)],
    "places": lambda actor, s: queries.places(actor, s.campaign),
    "quotes": lambda actor, s: list(queries.quotes(actor, s.campaign, now=OPENED)),
    "allotments": lambda actor, s: [one.need for one in queries.allotments(actor, s.campaign)],
    "orders": lambda actor, s: list(queries.orders(actor, s.campaign)),
    "bills": lambda actor, s: list(queries.bills(actor, s.campaign)),
    "lines_to": lambda actor, s: at_each(s, lambda home: list(queries.lines_to(actor, s.campaign, home))),
    "bill_sheets": lambda actor, s: [
        sheet.buyer for sheet in at_each(s, lambda home: queries.bill_sheets(actor, s.campaign, home))
    ],
}
# Sums that name nobody, what is public, what only whoever runs campaigns reads, and single rows of the above.
OTHERS = {
    "articles", "bids_are_open", "campaign", "campaigns", "decision", "decisions", "delivery_places", "documents",
    "fetched", "form_rows", "need_rows", "order", "own_quote", "places_to_receive", "pooled", "quote", "reasons",
    "sealed_count", "standing_price", "taken", "takes_needs", "takes_quotes", "totals",
}  # fmt: skip


def homes(spring: Spring) -> tuple[int, int]:
    return spring.guo.pk, spring.qiao.pk


def at_each(spring: Spring, read: Callable[[int], list[Any]]) -> list[Any]:
    """What is read of each place, where it is not refused."""
    found: list[Any] = []
    for home in homes(spring):
        with suppress(Refusal):
            found += read(home)
    return found


@pytest.fixture
def whole(spring: Spring) -> Spring:
    """A round with needs, bids, shares, orders, receipts and bills of both co-operatives."""
    spring.want(spring.mei, Wanted(spring.urea, 4))
    spring.want(spring.li, Wanted(spring.urea, 2))
    spring.want(spring.qiaos, Wanted(spring.urea, 5), Wanted(spring.bags, 2))
    spring.hand_in()
    spring.bid(spring.green, spring.price(spring.urea, 9_000))
    spring.bid(spring.stone, spring.price(spring.bags, 20_000))
    spring.adopted()
    actions.place_orders(actor=spring.lin, campaign_id=spring.campaign, now=OPENED)
    for home in homes(spring):
        said = {"campaign_id": spring.campaign, "organisation_id": home, "now": OPENED}
        lines = OrderLine.objects.filter(organisation_id=home)
        actions.receive(actor=spring.lin, counted=[Counted(one.pk, one.quantity) for one in lines], **said)
        actions.bill_place(actor=spring.lin, **said)
    return spring


def readers(spring: Spring) -> dict[str, tuple[Actor, set[int], set[int]]]:
    """Each reader with the organisations and households it may meet rows of."""
    guo, qiao = spring.guo.pk, spring.qiao.pk
    return {
        "guo": (spring.manager(spring.guo), {guo}, {spring.mei.pk, spring.li.pk}),
        "qiao": (spring.manager(spring.qiao), {qiao}, {spring.qiaos.pk}),
        "mei": (spring.grower(spring.mei), {guo}, {spring.mei.pk}),
        "li": (spring.grower(spring.li), {guo}, {spring.li.pk}),
        "green": (spring.supplier(spring.green), {spring.green.pk}, set()),
        "stone": (spring.supplier(spring.stone), {spring.stone.pk}, set()),
    }


def belongs(row: Any) -> tuple[int, int | None]:
    """(organisation or supplier, household) a row is about."""
    owner = getattr(row, "supplier_id", None) or row.organisation_id
    return owner, getattr(row, "household_id", None)


def test_every_read_is_looked_at() -> None:
    named = {name for name in queries.__all__ if inspect.isfunction(getattr(queries, name))}
    assert named == READS.keys() | OTHERS


@pytest.mark.parametrize("read", READS)
def test_nobody_meets_a_row_of_another(whole: Spring, read: str) -> None:
    met: dict[str, set[tuple[int, int | None]]] = {}
    for name, (actor, owners, households) in readers(whole).items():
        try:
            rows = READS[read](actor, whole)
        except Refusal:
            continue
        strange = {belongs(row) for row in rows if belongs(row)[0] not in owners}
        strange |= {belongs(row) for row in rows if belongs(row)[1] not in households | {None}}
        met |= {name: strange} if strange else {}
    assert met == {}


@pytest.mark.parametrize("read", READS)
def test_whoever_runs_the_campaign_meets_them_all(whole: Spring, read: str) -> None:
    assert READS[read](whole.lin, whole)
