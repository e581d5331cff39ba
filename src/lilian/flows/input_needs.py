"""What households under contract need for what they promise: proposed to a round of group purchasing."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base.actors import Actor
from lilian.contracts import queries as contracts
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid
from lilian.members import queries as members
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Buyer, Source, Wanted

TEN_TONNES_G = 10_000_000
MOST_RATE = 10_000


class BadRate(Invalid):
    code = "flows.bad_rate"
    sentence = gettext_noop("每约定 10 吨用几件，要填 1 到 1 万的整数，至少填一种。")


class NothingProposed(AlreadyDone):
    code = "flows.nothing_proposed"
    sentence = gettext_noop("没有生效的合同，或者各户都已经自己报过这几种。")


@transaction.atomic
def needs_from_contracts(
    *, actor: Actor, campaign_id: int, organisation_id: int, rates: Mapping[int, int], now: datetime
) -> int:
    """Needs of each household of a place by what its contracts in force promise; how many needs.

    `rates`: units of each article for ten tonnes promised; what is begun counts whole. Who has asked for an article
    stays with what was asked.

    :raises BadRate, NothingProposed: nothing is written then
    :raises Refusal: as `purchasing.actions.set_needs` says
    """
    actor.must("purchasing.need", organisation_id=organisation_id)
    if not rates or not all(1 <= rate <= MOST_RATE for rate in rates.values()):
        raise BadRate()
    promised = promised_g(actor, organisation_id, now)
    there = queries.needs(actor, campaign_id, organisation_id=organisation_id)
    asked = {(need.household_id, need.article_id) for need in there}
    proposed = 0
    for household_id, weight_g in sorted(promised.items()):
        fresh = [article_id for article_id in rates if (household_id, article_id) not in asked]
        wanted = [Wanted(article_id, units_for(weight_g, rates[article_id])) for article_id in sorted(fresh)]
        if wanted:
            proposed += actions.set_needs(
                actor=actor,
                campaign_id=campaign_id,
                buyer=Buyer(organisation_id, household_id),
                wanted=wanted,
                source=Source.CONTRACT,
                now=now,
            )
    if not proposed:
        raise NothingProposed()
    return proposed


def promised_g(actor: Actor, organisation_id: int, now: datetime) -> dict[int, int]:
    """Grams that contracts in force today promise, by household that is at home at the place."""
    found: dict[int, int] = defaultdict(int)
    for one in contracts.terms_on(actor, timezone.localdate(now)):
        if one.coop_id == organisation_id:
            found[one.household_id] += sum(line.expected_g for line in one.terms.lines)
    homes = members.household_homes(found)
    return {one: weight_g for one, weight_g in found.items() if homes.get(one) == organisation_id}


def units_for(weight_g: int, rate: int) -> int:
    """`rate` units for ten tonnes; what is begun counts whole."""
    return -(-weight_g * rate // TEN_TONNES_G)
