"""Guo's store as its keeper keeps it: a guest's fruit lies in the first room."""

from typing import Any

from django.test import Client
from django.utils import timezone

from lilian.base.actors import system
from lilian.keeping import actions, queries
from lilian.keeping.models import PutAway
from lilian.keeping.values import Fruit, PutAwayDraft
from lilian.storage.models import Room
from tests.web.stores_site import TONNE, Site, the_site

ACTOR = system("test")
KEY = "0123-key"


class Keeping:
    def __init__(self) -> None:
        self.site: Site = the_site()
        self.room, self.second = self.site.rooms()
        self.foreign = self.site.other.rooms.get()

    def client(self, name: str = "keeper") -> Client:
        return self.site.client(name)

    def put(self, tonnes: int = 10, key: str = "p", room: Room | None = None, now: Any = None) -> PutAway:
        fruit = Fruit(self.site.cast.other_coop, self.site.variety.pk, "一级", timezone.localdate())
        draft = PutAwayDraft((room or self.room).pk, tonnes * TONNE, fruit=fruit)
        pk = actions.put_away(actor=ACTOR, draft=draft, client_key=key, now=now or timezone.now())
        return PutAway.objects.get(pk=pk)


def stock_tonnes(room: Room) -> float:
    return (queries.room(ACTOR, room.pk, now=timezone.now()).stock_g or 0) / TONNE
