"""Everybody at the same moment; `python -m tests.purchasing.race` prints what came of four rushes as JSON.

Needs are sent while the campaign closes; one supplier bids on eight screens, twice by one key; eight count one order
line; the orders of three campaigns go out. LILIAN_MUTANT names a deliberate fault that the test must see.
"""

import json
import os
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any
from unittest.mock import patch

import django

from tests.ops.together import Act, broken, run, slowed, without_lock

PROCESSES = 8


def needs_while_it_closes(spring: Any, campaign: int, article: int) -> list[Act]:
    """Seven households ask, the office closes: whoever comes after that is told so."""
    from lilian.members.models import Household
    from lilian.purchasing import actions
    from lilian.purchasing.values import Buyer, Source, Wanted
    from tests.purchasing.spring import NOW

    def ask(household: Any) -> None:
        said = {"wanted": [Wanted(article, 4)], "source": Source.STAFF, "now": NOW}
        buyer = Buyer(household.organisation_id, household.pk)
        actions.set_needs(actor=spring.manager(spring.guo), campaign_id=campaign, buyer=buyer, **said)

    homes = [Household.objects.create(code=f"H-{n}", organisation=spring.guo) for n in range(PROCESSES - 1)]
    close = partial(actions.close_needs, actor=spring.lin, campaign_id=campaign, now=NOW, leave_out=True)
    return [*(partial(ask, home) for home in homes), close]


def bids_of_one(spring: Any, campaign: int, article: int) -> list[Act]:
    """Each key is one bid, and each bid a version of its own."""
    from lilian.purchasing import actions
    from lilian.purchasing.values import QuoteDraft, QuoteLineDraft
    from tests.purchasing.spring import LICENCE, NEEDS_UNTIL

    draft = QuoteDraft(campaign, spring.green.pk, (QuoteLineDraft(article, (9_000,)),), papers=(LICENCE,))
    said = {"actor": spring.supplier(spring.green), "draft": draft, "now": NEEDS_UNTIL}
    return [partial(actions.submit_quote, client_key=f"bid {n // 2}", **said) for n in range(PROCESSES)]


def counts_of_one_line(spring: Any) -> list[Act]:
    from lilian.purchasing import actions
    from lilian.purchasing.models import OrderLine
    from lilian.purchasing.values import Counted
    from tests.purchasing.spring import OPENED

    line = OrderLine.objects.get(organisation=spring.guo)
    said = {"campaign_id": spring.campaign, "organisation_id": spring.guo.pk, "now": OPENED}
    counted = [Counted(line.pk, line.quantity)]
    return [partial(actions.receive, actor=spring.manager(spring.guo), counted=counted, **said)] * PROCESSES


def orders_at_once(spring: Any) -> list[Act]:
    """Three campaigns are decided; their orders go out at one moment, each under a number of its own."""
    from lilian.purchasing import actions
    from lilian.purchasing.models import Article
    from lilian.purchasing.values import CampaignDraft, Wanted
    from tests.purchasing.spring import NEEDS_UNTIL, NOW, OPENED, QUOTES_UNTIL

    draft = CampaignDraft("补购农资", spring.office.pk, NEEDS_UNTIL, QUOTES_UNTIL)
    acts = []
    for _ in range(3):
        other = actions.clone_campaign(actor=spring.lin, campaign_id=spring.campaign, draft=draft, now=NOW)
        one = replace(spring, campaign=other, urea=Article.objects.filter(campaign=other).first().pk)
        one.want(one.mei, Wanted(one.urea, 4))
        one.hand_in()
        one.bid(one.green, one.price(one.urea, 9_000))
        one.adopted()
        acts.append(partial(actions.place_orders, actor=one.lin, campaign_id=other, now=OPENED))
    return acts


def two_rounds() -> tuple[Any, int, int]:
    """One with its orders out, and one that collects needs: its key and an article of it."""
    from lilian.purchasing import actions
    from lilian.purchasing.models import Article
    from lilian.purchasing.values import CampaignDraft, Wanted
    from tests.purchasing.spring import NEEDS_UNTIL, NOW, OPENED, QUOTES_UNTIL, the_spring

    spring = the_spring()
    draft = CampaignDraft("秋季农资", spring.office.pk, NEEDS_UNTIL, QUOTES_UNTIL)
    other = actions.clone_campaign(actor=spring.lin, campaign_id=spring.campaign, draft=draft, now=NOW)
    spring.want(spring.mei, Wanted(spring.urea, 4))
    spring.hand_in()
    spring.bid(spring.green, spring.price(spring.urea, 9_000))
    spring.adopted()
    actions.place_orders(actor=spring.lin, campaign_id=spring.campaign, now=OPENED)
    return spring, other, Article.objects.filter(campaign=other).first().pk


def late_needs(campaign: int) -> int:
    """Needs written down after the campaign was closed, by the order of the audit chain; -1 if the closing was lost."""
    from lilian.base.models import AuditEvent

    about = AuditEvent.objects.filter(subject__endswith=f":{campaign}")
    closed = about.filter(event="purchasing.needs_closed").first()
    return about.filter(event="purchasing.needs_set", pk__gt=closed.pk).count() if closed else -1


def no_lock() -> None:
    """A campaign is read without holding it, and what was read is a moment old; so is what counts of a line. Nobody
    holds the line of order numbers."""
    orders = import_module("lilian.purchasing.actions.orders")
    patch.object(orders, "hold_name", lambda name, wait: True).start()
    without_lock("purchasing.Campaign")
    slowed(import_module("lilian.purchasing.queries"), "takes_needs")
    slowed(import_module("lilian.purchasing.queries"), "takes_quotes")


MUTANTS = {"no_lock": no_lock}


def main() -> None:
    django.setup()
    spring, campaign, article = two_rounds()
    receiving, ordering = counts_of_one_line(spring), orders_at_once(spring)
    slowed(import_module("lilian.purchasing.actions.orders"), "_next_number")
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    from lilian.purchasing.models import Order, Quote, Receipt

    needs = run(needs_while_it_closes(spring, campaign, article))
    bids = run(bids_of_one(spring, campaign, article))
    received, ordered = run(receiving), run(ordering)
    versions = sorted(Quote.objects.filter(campaign=campaign).values_list("version", flat=True))
    told = {"needs": needs, "late": late_needs(campaign), "bids": bids, "versions": versions}
    told |= {"ordered": ordered, "numbers": Order.objects.values("number").distinct().count()}
    print(
        json.dumps(told | {"received": received, "receipts": Receipt.objects.count(), "broken": broken("purchasing")})
    )


if __name__ == "__main__":
    main()
