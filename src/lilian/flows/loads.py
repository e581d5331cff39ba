"""A load is weighed at the door and put into a room in one act; taken back only while it is in none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.keeping import actions as keeping
from lilian.keeping import queries as kept
from lilian.keeping.values import Maturity, PutAwayDraft, Source
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Refusal
from lilian.storage import actions as storage


class InARoom(Refusal):
    code = "flows.load_in_a_room"
    sentence = gettext_noop("这一车已经有 {weight} 入了库房，不能直接撤回。")
    remedy = gettext_noop("请合作社负责人先在库房页面撤回入库，再撤回到货。")


@dataclass(frozen=True)
class Weighed:
    """An expected load as it was weighed; `room_id` says where it is put straight away, None that it waits."""

    expected_id: int
    weight_g: int
    note: str = ""
    room_id: int | None = None
    maturity: Maturity = Maturity.RIGHT


@transaction.atomic
def receive_load(*, actor: Actor, weighed: Weighed, client_key: str, now: datetime) -> int:
    """Record the load and, where a room is named, put all of it there; return the arrival's key.

    :raises AlreadyArrived, WeightOutOfReach, RoomPromised, NotOnBooks: nothing is written then
    """
    arrival_id = storage.record_arrival(
        actor=actor,
        expected_id=weighed.expected_id,
        weight_g=weighed.weight_g,
        client_key=client_key,
        note=weighed.note,
        now=now,
    )
    if weighed.room_id is not None:
        draft = PutAwayDraft(
            weighed.room_id, weighed.weight_g, Source.ARRIVAL, arrival_id, maturity=weighed.maturity, note=weighed.note
        )
        keeping.put_away(actor=actor, draft=draft, client_key=f"load:{arrival_id}", now=now)
    return arrival_id


@transaction.atomic
def take_back_load(*, actor: Actor, arrival_id: int, now: datetime) -> int:
    """:raises InARoom: if some of it lies in a room"""
    return _taken_back(actor, Source.ARRIVAL, arrival_id, storage.take_back_arrival, now)


@transaction.atomic
def take_back_unplanned(*, actor: Actor, arrival_id: int, now: datetime) -> int:
    """:raises InARoom: if some of it lies in a room"""
    return _taken_back(actor, Source.UNPLANNED, arrival_id, storage.take_back_unplanned, now)


def _taken_back(actor: Actor, source: Source, arrival_id: int, act: Callable[..., int], now: datetime) -> int:
    """The act says first whether the actor may; what lies in a room undoes it."""
    made = act(actor=actor, arrival_id=arrival_id, now=now)
    if lies_g := kept.put_away_g(source, arrival_id):
        raise InARoom(weight=weight_text(lies_g))
    return made
