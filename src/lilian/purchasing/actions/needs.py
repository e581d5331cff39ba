"""Needs are written down and ruled on: household, co-operative or village, alliance."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.purchasing import queries
from lilian.purchasing.actions.campaigns import locked
from lilian.purchasing.actions.refusals import ArticleOfAnother, NoChange, NotCollecting, NothingToConfirm
from lilian.purchasing.models import Article, Campaign, Need, Ruling
from lilian.purchasing.rules import needs as rules
from lilian.purchasing.values import Buyer, NeedState, Ruled, Source, Stage, Wanted

AT_ONCE = 500  # needs in one statement


@transaction.atomic
def set_needs(
    *,
    actor: Actor,
    campaign_id: int,
    buyer: Buyer,
    wanted: Sequence[Wanted],
    source: Source,
    now: datetime,
) -> int:
    """What a buyer wants of these articles; others stay. Return how many changed; each of them is to be confirmed anew.

    :raises NotCollecting, ArticleOfAnother, BadQuantity, SubstitutesItself, NoChange: nothing is written then
    """
    check_buyer(actor, buyer)
    campaign = locked(actor, campaign_id, Stage.COLLECTING, permission="purchasing.need")
    if not queries.takes_needs(campaign, now):
        raise NotCollecting()
    tidied = [rules.tidied(each) for each in wanted]
    _check_articles(campaign, tidied)
    changed = write_needs(actor, campaign, buyer, tidied, source, now)
    if not changed:
        raise NoChange()
    data = {
        "organisation": buyer.organisation_id,
        "household": buyer.household_id,
        "source": source.value,
        "units": {each.wanted.article_id: [each.units_before, each.wanted.quantity] for each in changed},
    }
    audit.record(actor=actor, event="purchasing.needs_set", subject=campaign, at=now, data=data)
    return len(changed)


def check_buyer(actor: Actor, buyer: Buyer) -> None:
    """The actor may write for this buyer, and the household is at home there.

    :raises NotAllowed, NotFound: if not
    """
    actor.must("purchasing.need")
    reach = actor.reach("purchasing.need")
    own = buyer.household_id is not None and buyer.household_id in members.households_of_people(reach.person_ids or ())
    if not own and buyer.organisation_id not in reach:
        raise NotFound()
    check_home(buyer)


def check_home(buyer: Buyer) -> None:
    """:raises NotFound: if a household is named that is not at home there"""
    if buyer.household_id is not None:
        homes = members.household_homes([buyer.household_id])
        if homes.get(buyer.household_id) != buyer.organisation_id:
            raise NotFound()


def _check_articles(campaign: Campaign, wanted: Sequence[Wanted]) -> None:
    known = set(Article.objects.filter(campaign=campaign).values_list("pk", flat=True))
    named = {each.article_id for each in wanted} | {each.substitute_id for each in wanted if each.substitute_id}
    if named - known or len({each.article_id for each in wanted}) < len(wanted):
        raise ArticleOfAnother()


def of_buyer(campaign: Campaign, buyer: Buyer) -> Any:
    """Every need of one buyer in a campaign."""
    found = Need.objects.filter(campaign=campaign, organisation_id=buyer.organisation_id)
    return found.filter(Q(household_id=buyer.household_id))


@dataclass(frozen=True)
class Written:
    """What a buyer wants now of one article, and the need as it stood; None if there was none."""

    buyer: Buyer
    wanted: Wanted
    before: Need | None

    @property
    def units_before(self) -> int:
        return self.before.quantity if self.before else 0


def write_needs(
    actor: Actor, campaign: Campaign, buyer: Buyer, wanted: Sequence[Wanted], source: Source, now: datetime
) -> list[Written]:
    """Those of one buyer that differ from what stands, in a campaign the caller holds."""
    there = {need.article_id: need for need in of_buyer(campaign, buyer)}
    found = [Written(buyer, each, there.get(each.article_id)) for each in wanted]
    changed = [each for each in found if _differs(each.before, each.wanted)]
    fields = {each.wanted.article_id: _fields(actor, each.wanted, source, now) for each in changed}
    for each in changed:
        if each.before:
            Need.objects.filter(pk=each.before.pk).update(**fields[each.wanted.article_id])
    Need.objects.bulk_create(
        Need(
            campaign=campaign,
            article_id=each.wanted.article_id,
            organisation_id=buyer.organisation_id,
            household_id=buyer.household_id,
            **fields[each.wanted.article_id],
        )
        for each in changed
        if not each.before
    )
    return changed


def _differs(need: Need | None, wanted: Wanted) -> bool:
    if need is None:
        return wanted.quantity > 0
    return (need.quantity, need.most, need.substitute_id) != (wanted.quantity, wanted.most, wanted.substitute_id)


def _fields(actor: Actor, wanted: Wanted, source: Source, now: datetime) -> dict[str, Any]:
    """What a need says once it is asked for: to be ruled on anew."""
    return {
        "quantity": wanted.quantity,
        "most": wanted.most,
        "substitute_id": wanted.substitute_id,
        "source": source.value,
        "state": NeedState.ASKED.value,
        "granted": None,
        "at": now,
        "recorded_by": actor.name[:80],
    }


@dataclass(frozen=True)
class Level:
    """Who rules: a co-operative or village on what its households asked, or the alliance on what was confirmed."""

    permission: str
    before: frozenset[str]
    is_alliance: bool


VILLAGE = Level("purchasing.confirm", frozenset({NeedState.ASKED.value, NeedState.CONFIRMED.value}), False)
ALLIANCE = Level("purchasing.run", frozenset({state.value for state in NeedState}), True)


@transaction.atomic
def confirm_needs(
    *, actor: Actor, campaign_id: int, organisation_id: int, now: datetime, ruled: Collection[Ruled] = ()
) -> int:
    """A co-operative or village hands in what its households asked: all as asked but for what is ruled on here.

    :raises CutWithoutReason, GrantsMore, NotCollecting, NothingToConfirm: nothing is written then
    """
    actor.must(VILLAGE.permission, organisation_id=organisation_id)
    return _rule(actor, VILLAGE, campaign_id, organisation_id, ruled, now)


@transaction.atomic
def approve_needs(
    *, actor: Actor, campaign_id: int, now: datetime, organisation_id: int | None = None, ruled: Collection[Ruled] = ()
) -> int:
    """The alliance approves what places handed in, of one or of all: as confirmed but for what is ruled on here.

    Needs that no place has confirmed are approved only where they are named.

    :raises CutWithoutReason, GrantsMore, NotCollecting, NothingToConfirm: nothing is written then
    """
    actor.must(ALLIANCE.permission)
    return _rule(actor, ALLIANCE, campaign_id, organisation_id, ruled, now)


def _rule(
    actor: Actor, level: Level, campaign_id: int, organisation_id: int | None, ruled: Collection[Ruled], now: datetime
) -> int:
    campaign = locked(actor, campaign_id, Stage.COLLECTING, permission=level.permission)
    near = Need.objects.filter(campaign=campaign, quantity__gt=0)
    if organisation_id is not None:
        near = near.filter(organisation_id=organisation_id)
    named = {each.need_id: each for each in ruled}
    waiting = NeedState.CONFIRMED if level.is_alliance else NeedState.ASKED
    found = list(near.filter(state=waiting.value) | near.filter(pk__in=named, state__in=level.before))
    if set(named) - {need.pk for need in found}:
        raise NotFound()
    changes = [_change(need, named.get(need.pk)) for need in found]
    if not changes:
        raise NothingToConfirm()
    _write_rulings(actor, level, changes, now)
    cut = {each.need.pk: each.granted for each in changes if each.granted < each.need.quantity}
    data = {"organisation": organisation_id, "needs": len(changes), "cut": cut}
    event = "purchasing.needs_approved" if level.is_alliance else "purchasing.needs_confirmed"
    audit.record(actor=actor, event=event, subject=campaign, at=now, data=data)
    return len(changes)


@dataclass(frozen=True)
class Change:
    """What is granted of what was put before whoever rules; `named` if somebody said so."""

    need: Need
    asked: int
    granted: int
    reason: str = ""
    named: bool = False


def _change(need: Need, named: Ruled | None) -> Change:
    """Unless it is named, a need passes as it came.

    :raises CutWithoutReason, GrantsMore: as the names say
    """
    if named is None:
        standing = need.quantity if need.granted is None else need.granted
        return Change(need, standing, standing)
    rules.check_ruling(named, need.quantity)
    return Change(need, need.quantity, named.granted, named.reason.strip()[:200], named=True)


def _write_rulings(actor: Actor, level: Level, changes: Sequence[Change], now: datetime) -> None:
    """All that passes as it came by one statement, what was ruled on one by one."""
    passing = [each.need.pk for each in changes if not each.named]
    passed = rules.state_after(1, by_alliance=level.is_alliance).value
    for start in range(0, len(passing), AT_ONCE):
        some = Need.objects.filter(pk__in=passing[start : start + AT_ONCE])
        some.update(granted=Coalesce("granted", "quantity"), state=passed)
    for each in changes:
        state = rules.state_after(each.granted, by_alliance=level.is_alliance)
        each.need.granted, each.need.state = each.granted, state.value
        if each.named:
            Need.objects.filter(pk=each.need.pk).update(granted=each.granted, state=state.value)
    Ruling.objects.bulk_create(
        Ruling(
            need=each.need,
            state=each.need.state,
            asked=each.asked,
            granted=each.granted,
            reason=each.reason,
            at=now,
            ruled_by=actor.name[:80],
        )
        for each in changes
    )
