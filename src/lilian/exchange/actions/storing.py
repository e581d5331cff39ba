"""Prepared events become rows: a few statements for a thousand of them, under one lock, so that `seq` has no gaps.

An event is seen by others in the order of `seq`: who has read as far as one has missed none before it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, count
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Max

from lilian.base.drawn import Insertion, Question
from lilian.base.locks import hold_name
from lilian.epcis import words
from lilian.epcis.faults import Fault
from lilian.epcis.times import micros_of
from lilian.exchange.models import Context, Event, EventItem, Item, Mark
from lilian.exchange.rules.preparing import Prepared

LOCK = "exchange.events"
ITEMS = Question(lambda uris: Item.objects.filter(uri__in=uris).values_list("uri", "id"))
TOLD = Question(
    lambda ids: Event.objects.order_by().filter(event_id__in=ids, declared_at__isnull=True).values_list("event_id")
)
NEW_ITEMS = Insertion(Item, "id", "uri", "prefix_length")
NEW_EVENTS = Insertion(
    Event,
    *("seq", "event_id", "event_hash", "type", "action", "event_time", "zone", "record_time", "biz_step"),
    *("disposition", "read_point_id", "biz_location_id", "declared_at", "capture_id", "context_id", "body"),
)
NEW_EVENT_ITEMS = Insertion(EventItem, "item_id", "event_time", "event_id", "role", "quantity", "unit")
NEW_MARKS = Insertion(Mark, "name", "text", "number", "event_id")


def context_id(context: Any) -> int:
    """The kept context that says the same."""
    text = msgspec.json.encode(context).decode()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Context.objects.get_or_create(digest=digest, defaults={"text": text})[0].pk


def repeated(events: Sequence[Prepared]) -> list[tuple[int, Fault]]:
    """Events whose id was told before, here or in the database; to be asked under the lock."""
    told = {event_id for (event_id,) in TOLD.rows(sorted({event.event_id for event in events}))}
    found = []
    for event in events:
        if event.declared_at is None:
            if event.event_id in told:
                found.append((event.place, Fault("told_before", "$.eventID", f"told before: {event.event_id}")))
            told.add(event.event_id)
    return found


@transaction.atomic
def store(events: Sequence[Prepared], *, capture_id: int | None, context: int, now: datetime) -> list[int]:
    """Write the events, none of which was told before; return their `seq`."""
    hold_name(LOCK, wait=True)
    known = _items(events)
    first = (Event.objects.aggregate(last=Max("seq"))["last"] or 0) + 1
    record_time = micros_of(now)
    told = (capture_id, context)
    numbered = list(zip(count(first), events, strict=False))
    NEW_EVENTS.write(_event_row(seq, event, known, record_time, told) for seq, event in numbered)
    NEW_EVENT_ITEMS.write(
        (known[row.uri], event.event_time, seq, int(row.part), row.quantity, row.unit)
        for seq, event in numbered
        for row in event.items
    )
    NEW_MARKS.write((*row, seq) for seq, event in numbered for row in event.marks)
    return [seq for seq, _ in numbered]


def _event_row(
    seq: int, event: Prepared, known: dict[str, int], record_time: int, told: tuple[int | None, int]
) -> tuple[Any, ...]:
    body = event.body
    return (
        *(seq, event.event_id, event.event_hash, body["type"], body.get("action", "")),
        *(event.event_time, body["eventTimeZoneOffset"], record_time),
        *(words.BIZ_STEP.bare(body.get("bizStep", "")), words.DISPOSITION.bare(body.get("disposition", ""))),
        *(known.get(event.read_point), known.get(event.biz_location), event.declared_at, *told, event.text),
    )


def _items(events: Sequence[Prepared]) -> dict[str, int]:
    """The number of everything named, what is new numbered and written first."""
    wanted = sorted(set(chain.from_iterable(event.uris for event in events)))
    known: dict[str, int] = dict(ITEMS.rows(wanted)) if wanted else {}
    fresh = [uri for uri in wanted if uri not in known]
    if fresh:
        lengths = _lengths(events)
        first = (Item.objects.aggregate(last=Max("id"))["last"] or 0) + 1
        numbers = dict(zip(fresh, count(first), strict=False))
        NEW_ITEMS.write((number, uri, lengths.get(uri, 0)) for uri, number in numbers.items())
        known |= numbers
    return known


def _lengths(events: Iterable[Prepared]) -> dict[str, int]:
    return {uri: length for event in events for uri, length in event.prefix_lengths.items()}
