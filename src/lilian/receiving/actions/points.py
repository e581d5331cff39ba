"""A registered collection point begins to take fruit."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.receiving import queries
from lilian.stock import actions as stock
from lilian.stock.values import LocationDraft, LocationKind


class NotAPoint(Invalid):
    code = "receiving.not_a_point"
    sentence = gettext_noop("{place} 不是收购点，或者没有登记单位。")
    remedy = gettext_noop("请先在“地点”里登记好。")


class PointOpen(AlreadyDone):
    code = "receiving.point_open"
    sentence = gettext_noop("{place} 已经在收果了。")


@transaction.atomic
def open_point(*, actor: Actor, place_id: int, now: datetime) -> int:
    """Fruit may be received at this place from now on, or again; return the key of its stock location.

    :raises NotAPoint: if it is no collection point of an organisation, or is closed
    :raises PointOpen: if it takes fruit already
    """
    actor.must("stock.change_locations")
    place = members.place(actor, place_id)
    if place.kind != PlaceKind.COLLECTION_POINT or place.organisation_id is None or place.closed_on is not None:
        raise NotAPoint(place=place.name)
    if queries.is_point(actor, place_id):
        raise PointOpen(place=place.name)
    if before := queries.point_before(actor, place_id):
        stock.reopen_location(actor=actor, location_id=before, now=now)
        return before
    draft = LocationDraft(place.code, place.name, LocationKind.COLLECTION_POINT, place.organisation_id, place.pk)
    location_id = stock.open_location(actor=actor, draft=draft, now=now)
    audit.record(actor=actor, event="receiving.point_opened", subject=place, at=now, data={"location": location_id})
    return location_id
