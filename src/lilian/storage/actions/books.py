"""A room goes on the books: from then on the goods journal says what lies in it."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import NotFound, Refusal
from lilian.stock import actions as stock
from lilian.stock.values import LocationDraft, LocationKind
from lilian.storage import queries
from lilian.storage.models import Room

SYSTEM = system("storage")


class NotOnBooks(Refusal):
    code = "storage.not_on_books"
    sentence = gettext_noop("{room} 上次填报有 {stock}，还没有登记是谁的什么果。")
    remedy = gettext_noop("请先在这间库房登记已有的果，再记新入库的。")


@transaction.atomic
def put_on_books(*, actor: Actor, room_id: int, now: datetime, with_stock: bool = False) -> int:
    """The room's location in the goods journal, opened if this is its first use.

    `with_stock`: what lies there is being registered, so that it may hold something already.

    :raises NotOnBooks: if by the last report something lies there that nobody has registered
    """
    actor.must("storage.report")
    room = Room.objects.select_for_update(of=("self",)).select_related("store").filter(pk=room_id).first()
    if room is None:
        raise NotFound()
    actor.must("storage.report", organisation_id=room.store.organisation_id)
    if room.location_id is not None:
        return room.location_id
    stock_g = queries.room_card(actor, room_id, now=now).stock_g or 0
    if stock_g and not with_stock:
        raise NotOnBooks(room=room.code, stock=weight_text(stock_g))
    draft = LocationDraft(
        code=f"{room.store.code[:20]}-{room.pk}",
        name=f"{room.store.name} {room.code}"[:80],
        kind=LocationKind.ROOM,
        organisation_id=room.store.organisation_id,
        place_id=room.store.place_id,
    )
    made = stock.open_location(actor=SYSTEM, draft=draft, now=now)
    Room.objects.filter(pk=room.pk).update(location_id=made)
    data = {"location": made, "reported_g": stock_g}
    audit.record(actor=actor, event="storage.room_on_books", subject=room, at=now, data=data)
    return made
