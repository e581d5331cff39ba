"""Stored events worked out again; `lilian verify` looks at all of them.

What they are found by is looked at too: an event that no question finds is as good as gone.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
from django.db import models

from lilian.base import blocks
from lilian.base.blocks import InStep
from lilian.epcis.documents import prefixes_of
from lilian.epcis.hashes import event_hash
from lilian.exchange.models import Context, Event, EventItem, Mark, Sheaf
from lilian.exchange.queries.records import sealed
from lilian.exchange.rules import sealing
from lilian.exchange.rules.preparing import Prepared, prepared

Progress = Callable[[int], None]
Prefixes = Mapping[str, str]
COLUMNS = (
    *("seq", "event_id", "id_key", "type", "action", "event_time", "zone", "declared_at", "biz_step", "disposition"),
    *("read_point__uri", "biz_location__uri"),
)
PARTS = ("item__uri", "role", "quantity", "unit", "event_time")
MARKS = ("name", "text", "number", "event_time")
Rows = frozenset[tuple[Any, ...]]


def event_faults(progress: Progress) -> Iterator[str]:
    """Sheaves follow each other without a gap; each holds the events it held, and these are found by what they say."""
    contexts = {key: prefixes_of(msgspec.json.decode(text)) for key, text in Context.objects.values_list("pk", "text")}
    taking_part, marked, expected = InStep(_by_event(EventItem, PARTS)), InStep(_by_event(Mark, MARKS)), 1
    for sheaf in Sheaf.objects.order_by("first").iterator():
        if sheaf.first != expected:
            yield f"exchange: events {expected} to {sheaf.first - 1} are in no sheaf"
        expected = sheaf.first + sheaf.count
        ready = {}
        for seq, event in _events(sheaf, contexts):
            if isinstance(event, str):
                yield event
            else:
                ready[seq] = event
        kept = (dict(rows.up_to(expected - 1)) for rows in (taking_part, marked))
        yield from _found_otherwise(sheaf, ready, *kept)
        progress(expected - 1)
    if stray := Event.objects.order_by().filter(seq__gte=expected).count():
        yield f"exchange: {stray} events from {expected} on are in no sheaf"


def _events(sheaf: Sheaf, contexts: Mapping[int, Prefixes]) -> Iterator[tuple[int, Prepared | str]]:
    """Each event as its body says it is; and what is wrong, with the number of what it is wrong with."""
    events = sealed(sheaf.first, sheaf.count)
    if len(events) != sheaf.count:
        yield sheaf.first, f"exchange: sheaf {sheaf.pk} held {sheaf.count} events, and there are {len(events)}"
    elif sealing.root(events) != bytes(sheaf.root):
        last = events[-1].seq
        yield sheaf.first, f"exchange: an event of sheaf {sheaf.pk} ({sheaf.first} to {last}) is not as it was stored"
    for event in events:
        body, prefixes = msgspec.json.decode(event.body), contexts.get(event.context, {})
        if event_hash(body, prefixes) != event.event_hash:
            yield event.seq, f"exchange: event {event.seq} does not have the hash it was stored with"
        yield event.seq, prepared(0, body, prefixes, key="")


def _by_event(model: type[models.Model], columns: tuple[str, ...]) -> Iterator[tuple[int, Rows]]:
    """By event, in their order: what takes part in it, or it is marked with, as the table has it."""
    rows = model._default_manager.order_by("event_id").values_list("event_id", *columns)
    for seq, some in groupby(rows.iterator(chunk_size=blocks.BLOCK), key=itemgetter(0)):
        yield seq, frozenset(row[1:] for row in some)


def _found_otherwise(
    sheaf: Sheaf, ready: Mapping[int, Prepared], parts: Mapping[int, Rows], marks: Mapping[int, Rows]
) -> Iterator[str]:
    """Events whose columns, items or marks are not those of their bodies."""
    span = Event.objects.filter(seq__gte=sheaf.first, seq__lt=sheaf.first + sheaf.count)
    rows = {row[0]: row[1:] for row in span.values_list(*COLUMNS)}
    for seq, event in ready.items():
        told = {(*row[:4], event.event_time) for row in event.items}
        marked = {(*row, event.event_time) for row in event.marks}
        found = (rows[seq], parts.get(seq, frozenset()), marks.get(seq, frozenset()))
        if found != (_columns(event), told, marked):
            yield f"exchange: event {seq} is found by something else than it says"


def _columns(event: Prepared) -> tuple[Any, ...]:
    body = event.body
    places = (place and place.name for place in (event.read_point, event.biz_location))
    when = (event.event_time, body["eventTimeZoneOffset"], event.declared_at)
    why = (body.get("bizStep", ""), body.get("disposition", ""))
    return (event.event_id, event.id_key, body["type"], body.get("action", ""), *when, *why, *places)
