"""A kept document is taken in by the worker: read, checked, stored; what became of it is written beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lilian.base import jobs
from lilian.base.jobs import Run
from lilian.base.locks import hold_name
from lilian.epcis import checks, documents
from lilian.epcis.documents import Document
from lilian.epcis.faults import Fault, Unreadable
from lilian.epcis.times import micros_of
from lilian.epcis.xml import reading
from lilian.exchange.actions.masterdata import remember
from lilian.exchange.actions.storing import LOCK, context_id, repeated, store
from lilian.exchange.models import Capture, Event
from lilian.exchange.rules.preparing import Prepared, prepared
from lilian.exchange.rules.rows import too_long
from lilian.exchange.values import MOST_ERRORS_TOLD, PROCEED

KIND = "exchange.take_in"
AT_ONCE = 1_000  # events in one transaction, where each may stand alone
Wrong = tuple[int, Fault]


class _Refused(Exception):
    """Undoes what was written of a document that is taken whole or not at all."""


@dataclass
class Taken:
    """What came of a document so far. `wrong`: the place in the document, -1 for the whole, and what is wrong."""

    stored: int = 0
    wrong: list[Wrong] = field(default_factory=list)


@jobs.handler(KIND)
def take_in(run: Run) -> None:
    capture = Capture.objects.get(pk=run.arguments["capture"])
    now = timezone.now()
    if not capture.running:
        with run.finishing():
            return
    taken = taken_in(capture, now=now)
    run.result = {"stored": taken.stored, "wrong": len(taken.wrong)}
    with run.finishing():
        finish(capture.pk, taken, now=timezone.now())


def read(form: str, text: bytes) -> Document:
    """:raises Unreadable: if it is no document"""
    return reading.read(text) if form == "xml" else documents.read(text)


def checked(bodies: Sequence[Any]) -> tuple[list[tuple[int, Any]], list[Wrong]]:
    """The sound bodies with their places, and what is wrong with the rest."""
    good, wrong = [], []
    for place, body in enumerate(bodies):
        faults = checks.faults(body) or too_long(body)
        if faults:
            wrong += [(place, fault) for fault in faults]
        else:
            good.append((place, body))
    return good, wrong


def taken_in(capture: Capture, *, now: datetime) -> Taken:
    """Store what may be stored. Done again after a crash it stores nothing twice."""
    taken = Taken()
    try:
        document = read(capture.form, bytes(capture.document))
    except Unreadable as refused:
        return Taken(wrong=[(-1, refused.fault)])
    if len(document.bodies) > settings.EPCIS_CAPTURE_LIMIT:
        most = Fault("too_many", "$", f"{len(document.bodies)} events, of {settings.EPCIS_CAPTURE_LIMIT} at most")
        return Taken(wrong=[(-1, most)])
    good, taken.wrong = checked(document.bodies)
    whole = capture.behaviour != PROCEED
    if whole and taken.wrong:
        return taken
    prefixes = document.prefixes
    before = _told_before_the_end(capture)
    ready = [prepared(place, body, prefixes, key=capture.key) for place, body in good]
    ready = [event for event in ready if (event.event_id, event.declared_at) not in before]
    taken.stored = len(before)
    try:
        with transaction.atomic():
            remember(document.vocabularies, prefixes)
            context = context_id(document.context)
            if whole:
                _store_whole(ready, capture.pk, context, taken, now)
    except _Refused:
        return taken
    if not whole:
        for some in _pieces(ready):
            _store_piece(some, capture.pk, context, taken, now)
    return taken


def _told_before_the_end(capture: Capture) -> set[tuple[str, int | None]]:
    """What an attempt that died has stored of this document already."""
    if not capture.event_count:
        return set()
    since = Event.objects.filter(record_time__gte=micros_of(capture.created_at), capture_id=capture.pk)
    return set(since.values_list("event_id", "declared_at"))


def _pieces(ready: Sequence[Prepared]) -> Iterator[Sequence[Prepared]]:
    for start in range(0, len(ready), AT_ONCE):
        yield ready[start : start + AT_ONCE]


def _store_whole(ready: Sequence[Prepared], capture_id: int, context: int, taken: Taken, now: datetime) -> None:
    hold_name(LOCK, wait=True)
    taken.wrong = repeated(ready)
    if taken.wrong:
        raise _Refused
    for some in _pieces(ready):
        taken.stored += len(store(some, capture_id=capture_id, context=context, now=now))
    Capture.objects.filter(pk=capture_id).update(event_count=taken.stored)


@transaction.atomic
def _store_piece(ready: Sequence[Prepared], capture_id: int, context: int, taken: Taken, now: datetime) -> None:
    hold_name(LOCK, wait=True)
    wrong = repeated(ready)
    bad = {place for place, _ in wrong}
    good = [event for event in ready if event.place not in bad]
    if good:
        taken.stored += len(store(good, capture_id=capture_id, context=context, now=now))
    taken.wrong += wrong
    if taken.wrong:  # said while the rest is still under way
        Capture.objects.filter(pk=capture_id).update(success=False, event_count=taken.stored)


def finish(capture_id: int, taken: Taken, *, now: datetime) -> None:
    """Write what became of it, in the caller's transaction."""
    told = [
        {"event": str(place), "rule": fault.rule, "path": fault.path, "message": fault.message}
        for place, fault in taken.wrong[:MOST_ERRORS_TOLD]
    ]
    Capture.objects.filter(pk=capture_id).update(
        running=False,
        finished_at=now,
        success=not taken.wrong,
        errors=told,
        error_count=len(taken.wrong),
        event_count=taken.stored,
    )
