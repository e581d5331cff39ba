"""What is paid for a kilogram, as it hangs on the board."""

from datetime import datetime

from django.db.models import Q, QuerySet

from lilian.base.actors import Actor
from lilian.receiving.models import PostedPrice


def price_in_force(
    location_id: int | None, variety_id: int, grade: str, at: datetime, *, own: bool = False
) -> PostedPrice | None:
    """The point's own price at that moment, or the county's where the point has none; `own` leaves the county's out."""
    near = PostedPrice.objects.filter(variety_id=variety_id, grade=grade, effective_from__lte=at)
    place = Q(location__isnull=True) if location_id is None else Q(location_id=location_id)
    here = near.filter(place).order_by("-effective_from", "-pk").first()
    if own or location_id is None or (here is not None and here.fen_per_kg is not None):
        return here
    return near.filter(location__isnull=True).order_by("-effective_from", "-pk").first()


def prices(actor: Actor, *, location_id: int | None = None) -> QuerySet[PostedPrice]:
    """All that was posted for the county and the points the actor sees, newest first; prices hang in public."""
    actor.must("receiving.see")
    reach = actor.reach("receiving.see")
    found = PostedPrice.objects.select_related("variety", "location")
    if location_id is not None:
        found = found.filter(Q(location__isnull=True) | Q(location_id=location_id))
    if not reach.everywhere:
        found = found.filter(Q(location__isnull=True) | Q(location__organisation_id__in=reach.organisation_ids))
    return found


def prices_at(location_id: int | None, at: datetime) -> dict[tuple[int, str], PostedPrice]:
    """(variety, grade) -> what is in force there at that moment; without what is posted no more."""
    known = PostedPrice.objects.filter(effective_from__lte=at).filter(
        Q(location__isnull=True) | Q(location_id=location_id)
    )
    found: dict[tuple[int, str], PostedPrice] = {}
    own: dict[tuple[int, str], PostedPrice] = {}
    for price in known.select_related("variety").order_by("effective_from", "pk"):
        (found if price.location_id is None else own)[price.variety_id, price.grade] = price
    found |= {key: price for key, price in own.items() if price.fen_per_kg is not None}
    return {key: price for key, price in found.items() if price.fen_per_kg is not None}
