"""A place is closed only when nothing of cold storage needs it any more."""

from datetime import datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members import actions as members
from lilian.members import queries as register
from lilian.storage import queries as storage


class PlaceOfStore(Refusal):
    code = "flows.place_of_store"
    sentence = gettext_noop("{store} 在这个地点，还开着。")
    remedy = gettext_noop("请先在那座库的页面停用它，再停用地点。")


class LotsWait(Refusal):
    code = "flows.lots_wait"
    sentence = gettext_noop("{place} 还有 {count} 批果等着入库。")
    remedy = gettext_noop("请先把这些果安排入库或撤下，再停用地点。")


@transaction.atomic
def close_place(*, actor: Actor, place_id: int, reason: str, now: datetime) -> None:
    """Use a place no more from today on.

    :raises PlaceOfStore: if an open store stands there
    :raises LotsWait: if lots wait there
    :raises PlaceClosed: if it is closed
    """
    actor.must("members.change")
    members.close_place(actor=actor, place_id=place_id, reason=reason, now=now)
    store = storage.open_store_at(actor, place_id)
    if store:
        raise PlaceOfStore(store=store)
    place = register.place(actor, place_id)
    waiting = storage.lots_waiting_at(actor, name=place.name, lat=place.lat, lon=place.lon)
    if waiting:
        raise LotsWait(place=place.name, count=waiting)
