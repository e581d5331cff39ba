"""Bids. Sealed: until the bids are opened a supplier reads its own and nobody else reads any, the office included."""

from datetime import datetime

from django.db.models import Max, Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.purchasing.models import Campaign, Quote
from lilian.purchasing.queries.campaigns import bids_are_open, campaign


def quotes(actor: Actor, campaign_id: int, *, now: datetime) -> QuerySet[Quote]:
    """The newest bid of each supplier, as far as the actor may read bids at this moment."""
    return _seen(actor, campaign(actor, campaign_id), now).prefetch_related("lines__article__farm_input")


def _seen(actor: Actor, found: Campaign, now: datetime) -> QuerySet[Quote]:
    actor.must("purchasing.see_quotes")
    reach = actor.reach("purchasing.see_quotes")
    rows = Quote.objects.filter(_newest(found), campaign=found).select_related("supplier").order_by("supplier__code")
    if reach.everywhere and bids_are_open(found, now):
        return rows
    return rows.filter(supplier_id__in=reach.organisation_ids)


def _newest(found: Campaign) -> Q:
    newest = Quote.objects.filter(campaign=found).order_by().values("supplier_id").annotate(pk_of=Max("pk"))
    return Q(pk__in=newest.values("pk_of"))


def own_quote(actor: Actor, campaign_id: int, supplier_id: int) -> Quote | None:
    """What this supplier bid last; None if it did not yet.

    :raises NotFound: if the actor does not bid for it
    """
    actor.must("purchasing.quote", organisation_id=supplier_id)
    found = Quote.objects.filter(campaign_id=campaign_id, supplier_id=supplier_id).order_by("-version")
    return found.prefetch_related("lines__article__farm_input").first()


def quote(actor: Actor, quote_id: int, *, now: datetime) -> Quote:
    """:raises NotFound: if there is none, it is sealed, or it is another's"""
    held = Quote.objects.filter(pk=quote_id).values_list("campaign_id", flat=True).first()
    found = quotes(actor, held, now=now).filter(pk=quote_id).first() if held is not None else None
    if found is None:
        raise NotFound()
    return found


def sealed_count(actor: Actor, campaign_id: int) -> int:
    """How many suppliers have bid; whoever runs the campaign may know that much before the bids are opened."""
    actor.must("purchasing.run")
    return Quote.objects.filter(campaign_id=campaign_id).order_by().values("supplier_id").distinct().count()
