"""Needs: one's own, those of one's co-operative or village, and sums of all that name nobody."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.purchasing.models import Campaign, Need, Ruling
from lilian.purchasing.values import ArticleTotal, NeedState, PlaceTotal

STANDS = Q(quantity__gt=0)
OPEN = ~Q(state=NeedState.RETURNED.value)


def needs(
    actor: Actor, campaign_id: int, *, organisation_id: int | None = None, household_id: int | None = None
) -> QuerySet[Need]:
    """Needs the actor may know of: own households', own organisations', or with the right all."""
    actor.must("purchasing.see_needs", organisation_id=organisation_id if household_id is None else None)
    found = Need.objects.filter(STANDS, seen(actor, "purchasing.see_needs"), campaign_id=campaign_id)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    if household_id is not None:
        found = found.filter(household_id=household_id)
    return found.select_related("article__farm_input", "organisation", "household", "substitute__farm_input")


def seen(actor: Actor, permission: str) -> Q:
    """Rows with an organisation and a household that the permission reaches."""
    reach = actor.reach(permission)
    if reach.everywhere:
        return Q()
    near = Q(organisation_id__in=reach.organisation_ids)
    if reach.person_ids:
        near |= Q(household_id__in=members.households_of_people(reach.person_ids))
    return near


def totals(actor: Actor, campaign_id: int, *, organisation_id: int | None = None) -> dict[int, ArticleTotal]:
    """By article, over the needs the actor sees."""
    return _summed(needs(actor, campaign_id, organisation_id=organisation_id))


def pooled(actor: Actor, campaign_id: int) -> dict[int, ArticleTotal]:
    """By article, over everybody's needs: whoever takes part may know how near the next price step is."""
    actor.must("purchasing.see")
    return _summed(Need.objects.filter(STANDS, campaign_id=campaign_id))


def _summed(found: QuerySet[Need]) -> dict[int, ArticleTotal]:
    confirmed = Q(state__in=(NeedState.CONFIRMED.value, NeedState.APPROVED.value))
    rows = (
        found.order_by()
        .values("article_id")
        .annotate(
            asked_units=Coalesce(Sum("quantity", filter=OPEN), 0),
            most_units=Coalesce(Sum("most", filter=OPEN), 0),
            confirmed_units=Coalesce(Sum("granted", filter=confirmed), 0),
            approved_units=Coalesce(Sum("granted", filter=Q(state=NeedState.APPROVED.value)), 0),
            buyers=Count("pk", filter=OPEN),
        )
    )
    return {
        row["article_id"]: ArticleTotal(
            row["article_id"],
            row["asked_units"],
            row["most_units"],
            row["confirmed_units"],
            row["approved_units"],
            row["buyers"],
        )
        for row in rows
    }


def places(actor: Actor, campaign_id: int) -> list[PlaceTotal]:
    """Each co-operative, village or station that asked, by code."""
    rows: Any = (
        needs(actor, campaign_id)
        .order_by()
        .values("organisation_id", code=F("organisation__code"), name=F("organisation__name"))
        .annotate(**{state.value: Count("pk", filter=Q(state=state.value)) for state in NeedState})
        .order_by("code")
    )
    return [
        PlaceTotal(row["organisation_id"], row["code"], row["name"], *(row[state.value] for state in NeedState))
        for row in rows
    ]


def approved(campaign: Campaign) -> QuerySet[Need]:
    """What counts when the alliance decides; for the planner."""
    found = Need.objects.filter(campaign=campaign, state=NeedState.APPROVED.value, granted__gt=0)
    return found.select_related("organisation").order_by("pk")


def delivery_places(actor: Actor, campaign_id: int) -> list[tuple[str, str]]:
    """(code, name) of where goods may have to go: what a supplier must know to quote a delivered price."""
    actor.must("purchasing.see")
    found = Need.objects.filter(STANDS, OPEN, campaign_id=campaign_id).order_by()
    rows = found.values_list("organisation__code", "organisation__name").distinct()
    return sorted(rows)


def need(actor: Actor, need_id: int) -> Need:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    actor.must("purchasing.see_needs")
    found = Need.objects.filter(seen(actor, "purchasing.see_needs"), pk=need_id).select_related("campaign").first()
    if found is None:
        raise NotFound()
    return found


def reasons(found: Collection[Need]) -> dict[int, str]:
    """Why the newest ruling on each need cut it, where it did."""
    rows = Ruling.objects.filter(need__in=[one.pk for one in found]).exclude(reason="").order_by("pk")
    return dict(rows.values_list("need_id", "reason"))
