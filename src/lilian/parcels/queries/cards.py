"""Parcels as people see them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.parcels.models import Loading, Parcel
from lilian.parcels.values import Carriage, ParcelCard, parcel_code, parcel_state


def parcels(actor: Actor, *, permission: str = "parcels.see") -> QuerySet[Parcel]:
    """Parcels the own organisations sent or get, newest first."""
    actor.must(permission)
    reach = actor.reach(permission)
    found = Parcel.objects.select_related("organisation", "location", "receiver", "arrival")
    if reach.everywhere:
        return found
    return found.filter(Q(organisation_id__in=reach.organisation_ids) | Q(receiver_id__in=reach.organisation_ids))


def parcel_cards(found: Iterable[Parcel]) -> list[ParcelCard]:
    """What is shown of each, in their order; two queries however many."""
    rows = list(found)
    loaded = Loading.objects.filter(parcel__in=[row.pk for row in rows]).order_by().values("parcel_id")
    sums = loaded.annotate(boxes=Count("pk"), back=Count("until"), net_g=Sum("box__net_g"))
    of: dict[int, Any] = {each["parcel_id"]: each for each in sums}
    return [_card(row, of.get(row.pk, {"boxes": 0, "back": 0, "net_g": 0})) for row in rows]


def _card(row: Parcel, of: Any) -> ParcelCard:
    arrival = getattr(row, "arrival", None)
    return ParcelCard(
        parcel_id=row.pk,
        code=parcel_code(row.pk),
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        location=row.location.name,
        receiver_id=row.receiver_id,
        receiver=row.receiver.name if row.receiver else row.receiver_name,
        phone=row.receiver_phone,
        carriage=Carriage(row.carrier, row.plate, row.waybill),
        loaded_at=row.loaded_at,
        arrived_at=arrival.at if arrival else None,
        boxes=of["boxes"],
        net_g=of["net_g"],
        back=of["back"],
        state=parcel_state(of["boxes"], of["back"], arrived=arrival is not None),
        note=row.note,
    )


def parcel(actor: Actor, parcel_id: int, *, permission: str = "parcels.see") -> ParcelCard:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = parcel_cards(parcels(actor, permission=permission).filter(pk=parcel_id))
    if not found:
        raise NotFound()
    return found[0]


def boxes_of(actor: Actor, parcel_id: int) -> QuerySet[Loading]:
    """What was loaded, in the order of its batches."""
    seen = parcels(actor).filter(pk=parcel_id).values("pk")
    found = Loading.objects.filter(parcel__in=seen).select_related("box__packing", "back")
    return found.order_by("box__packing_id", "box__number")
