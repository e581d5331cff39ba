"""Prepared events become rows: a few statements for a thousand of them, under one lock, so that `seq` has no gaps.

An event is seen by others in the order of `seq`: who has read as far as one has missed none before it. What one
transaction stores is a sheaf, and the transparency log has a leaf of it.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Max

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.base.drawn import Insertion, Question
from lilian.base.locks import hold_name
from lilian.epcis.faults import Fault
from lilian.epcis.times import micros_of
from lilian.exchange.models import Context, Event, EventItem, Item, Mark, Sheaf
from lilian.exchange.rules import sealing
from lilian.exchange.rules.preparing import Prepared

LOCK = "exchange.events"
STORED = "exchange.stored"
ME = system("exchange")
ITEMS = Question(lambda uris: Item.objects.filter(uri__in=uris).values_list("uri", "id"))
TOLD = Question(
    lambda keys: Event.objects.order_by().filter(id_key__in=keys, declared_at__isnull=True).values_list("id_key")
)
NEW_ITEMS = Insertion(Item, "id", "uri", "prefix_length")
NEW_EVENTS = Insertion(
    Event,
    *("seq", "event_id", "id_key", "event_hash", "type", "action", "event_time", "zone", "record_time", "biz_step"),
    *("disposition", "read_point_id", "biz_location_id", "declared_at", "capture_id", "context_id", "body"),
)
NEW_EVENT_ITEMS = Insertion(EventItem, "item_id", "event_time", "event_id", "role", "quantity", "unit")
NEW_MARKS = Insertion(Mark, "name", "text", "number", "event_time", "event_id")


def context_id(context: Any) -> int:
    """The kept context that says the same."""
    text = msgspec.json.encode(context).decode()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Context.objects.get_or_create(digest=digest, defaults={"text": text})[0].pk


def repeated(events: Sequence[Prepared]) -> list[tuple[int, Fault]]:
    """Events whose id was told before, here or in the database; to be asked under the lock."""
    told = {key for (key,) in TOLD.rows(sorted({event.id_key for event in events}))}
    found = []
    for event in events:
        if event.declared_at is None:
            if event.id_key in told:
                found.append((event.place, Fault("told_before", "$.eventID", f"told before: {event.event_id}")))
            told.add(event.id_key)
    return found


@transaction.atomic
def store(
    *, events: Sequence[Prepared], capture_id: int | None, context: int, now: datetime, actor: Actor = ME
) -> Sheaf:
    """Write the events, at least one and none of them told before. To be called last: it ends with the audit."""
    hold_name(LOCK, wait=True)
    known = _items(events)
    last, last_recorded = _end()
    record_time = max(micros_of(now), last_recorded)  # who polls by it has missed none that came before
    told = (capture_id, context)
    numbered = list(zip(count(last + 1), events, strict=False))
    NEW_EVENTS.write(_event_row(seq, event, known, record_time, told) for seq, event in numbered)
    NEW_EVENT_ITEMS.write(
        (known[uri], event.event_time, seq, part, quantity, unit)
        for seq, event in numbered
        for uri, part, quantity, unit, _ in event.items
    )
    NEW_MARKS.write((*row, event.event_time, seq) for seq, event in numbered for row in event.marks)
    return _bound(numbered, record_time, told, actor=actor, now=now)


def _end() -> tuple[int, int]:
    """The number and the record time of the last event; nobody else's until the transaction ends."""
    return Event.objects.order_by("-seq").values_list("seq", "record_time").first() or (0, 0)


def _bound(
    numbered: Sequence[tuple[int, Prepared]],
    record_time: int,
    told: tuple[int | None, int],
    *,
    actor: Actor,
    now: datetime,
) -> Sheaf:
    """The sheaf of them, told to the audit chain and thereby to the log."""
    capture_id, context = told
    root = sealing.root(
        sealing.Sealed(seq, event.event_id, event.event_hash, record_time, context, event.text)
        for seq, event in numbered
    )
    first = numbered[0][0]
    made = Sheaf.objects.create(first=first, count=len(numbered), root=root, capture_id=capture_id)
    data = {"first": first, "events": made.count}
    audit.record(actor=actor, event=STORED, subject=made, at=now, data=data)
    return made


def _event_row(
    seq: int, event: Prepared, known: dict[str, int], record_time: int, told: tuple[int | None, int]
) -> tuple[Any, ...]:
    body = event.body
    here, there = event.read_point, event.biz_location
    return (
        *(seq, event.event_id, event.id_key, event.event_hash, body["type"], body.get("action", "")),
        *(event.event_time, body["eventTimeZoneOffset"], record_time),
        *(body.get("bizStep", ""), body.get("disposition", "")),
        *(here and known[here.name], there and known[there.name], event.declared_at, *told, event.text),
    )


def _items(events: Sequence[Prepared]) -> dict[str, int]:
    """The number of everything named, what is new numbered and written first."""
    lengths = {uri: length for event in events for uri, _, _, _, length in event.items}
    lengths |= {place.name: place.prefix_length for event in events for place in event.places}
    wanted = sorted(lengths)
    known: dict[str, int] = dict(ITEMS.rows(wanted)) if wanted else {}
    fresh = [uri for uri in wanted if uri not in known]
    if fresh:
        first = (Item.objects.aggregate(last=Max("id"))["last"] or 0) + 1
        numbers = dict(zip(fresh, count(first), strict=False))
        NEW_ITEMS.write((number, uri, lengths[uri]) for uri, number in numbers.items())
        known |= numbers
    return known
