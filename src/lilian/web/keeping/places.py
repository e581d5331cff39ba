"""Which rooms a page is about, and who may work there."""

from lilian.keeping import queries
from lilian.keeping.values import KeptRoomCard
from lilian.storage import queries as storage
from lilian.web.shell.requests import Request


def may_work(request: Request, card: KeptRoomCard, permission: str = "keeping.work") -> bool:
    store = storage.store_card(request.actor, card.store_id, now=request.now)
    return request.actor.may(permission, organisation_id=store.organisation_id)


def worked_room(request: Request, pk: int, permission: str = "keeping.work") -> KeptRoomCard:
    """:raises NotAllowed, NotFound: if the reader may not work there"""
    storage.kept_room(request.actor, pk, permission=permission)
    return queries.room(request.actor, pk, now=request.now)


def stores_of(request: Request, card: KeptRoomCard) -> list[KeptRoomCard]:
    """The other rooms of the same store."""
    found = queries.rooms(request.actor, now=request.now, store_id=card.store_id)
    return [one for one in found if one.id != card.id]
