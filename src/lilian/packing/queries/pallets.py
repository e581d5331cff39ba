"""Pallets and what stands on them, now and before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.packing.models import Pallet, Stowing
from lilian.packing.values import pallet_code


@dataclass(frozen=True)
class PalletCard:
    """`since`: when the oldest of what stands there now was put on it."""

    pallet_id: int
    code: str
    organisation_id: int
    organisation: str
    boxes: int
    net_g: int
    since: datetime | None


def pallets(actor: Actor) -> QuerySet[Pallet]:
    """Pallets of organisations the actor may look into, newest first."""
    actor.must("packing.see")
    reach = actor.reach("packing.see")
    there = Q(stowings__until__isnull=True)
    found = Pallet.objects.select_related("organisation").annotate(
        boxes=Count("stowings", filter=there),
        net_g=Sum("stowings__box__net_g", filter=there),
        since=Min("stowings__since", filter=there),
    )
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def pallet_cards(found: Iterable[Any]) -> list[PalletCard]:
    """Of rows of `pallets`, with what it counts of each."""
    return [
        PalletCard(
            pallet_id=row.pk,
            code=pallet_code(row.pk),
            organisation_id=row.organisation_id,
            organisation=row.organisation.name,
            boxes=row.boxes,
            net_g=row.net_g or 0,
            since=row.since,
        )
        for row in found
    ]


def pallet(actor: Actor, pallet_id: int) -> PalletCard:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = pallet_cards(pallets(actor).filter(pk=pallet_id))
    if not found:
        raise NotFound()
    return found[0]


def stowings(actor: Actor, pallet_id: int) -> QuerySet[Stowing]:
    """What stands there and what stood there, the last first."""
    actor.must("packing.see")
    found = Stowing.objects.filter(pallet__in=pallets(actor).filter(pk=pallet_id).values("pk"))
    return found.select_related("box__packing").order_by("-pk")
