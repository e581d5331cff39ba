"""Guo's cold store with two rooms and Qiao's with one; Mei's pears come, and go through the store's year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.keeping import actions
from lilian.keeping.values import Fruit, MoveDraft, PutAwayDraft, Source
from lilian.members.models import Organisation
from lilian.storage.models import Room
from tests.storage import stores
from tests.storage.stores import NOW, TODAY, TONNE, County

__all__ = ["NOW", "TODAY", "TONNE", "Kept", "moved", "put", "the_store"]
PICKED = date(2026, 9, 10)


@dataclass(frozen=True)
class Kept:
    county: County
    guest: Organisation  # whose fruit it is: the store is Guo's

    @property
    def room(self) -> Room:
        return self.county.rooms[0]

    @property
    def second(self) -> Room:
        return self.county.rooms[1]

    @property
    def far(self) -> Room:
        return self.county.other_room

    def actor(self, role: Role = Role.KEEPER) -> Actor:
        return self.county.actor(role)

    @property
    def neighbour(self) -> Actor:
        return self.county.actor(Role.KEEPER, self.county.other)

    def fruit(self, grade: str = "一级", picked: date = PICKED) -> Fruit:
        return Fruit(self.guest.pk, self.county.variety.pk, grade, picked)


def the_store() -> Kept:
    return Kept(stores.the_county(), stores.organisation("GUEST"))


def put(kept: Kept, weight_g: int, key: str = "p", room: Room | None = None, **said: Any) -> int:
    """Fruit somebody brought, into a room; the key of the put-away."""
    actor = said.pop("actor", None) or kept.actor()
    fruit = said.pop("fruit", None) or kept.fruit()
    draft = PutAwayDraft((room or kept.room).pk, weight_g, said.pop("source", Source.DIRECT), fruit=fruit, **said)
    return actions.put_away(actor=actor, draft=draft, client_key=key, now=NOW)


def moved(kept: Kept, lot_id: int, weight_g: int, to: Room, key: str = "m", **said: Any) -> int:
    actor = said.pop("actor", None) or kept.actor()
    draft = MoveDraft(lot_id, kept.room.pk, to.pk, weight_g, **said)
    return actions.move(actor=actor, draft=draft, client_key=key, now=NOW)
