"""A kept document is taken in by the worker: read, checked, stored; what became of it is written beside it."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lilian.base import jobs
from lilian.base.jobs import Run
from lilian.base.locks import hold_name
from lilian.epcis import checks, documents
from lilian.epcis.documents import Document as Read
from lilian.epcis.faults import Fault, Unreadable
from lilian.epcis.xml import reading
from lilian.exchange.actions.masterdata import remember
from lilian.exchange.actions.storing import LOCK, context_id, repeated, store
from lilian.exchange.models import Capture, Event, Sheaf
from lilian.exchange.rules.preparing import Prepared, prepared, too_long
from lilian.exchange.values import MOST_ERRORS_TOLD, PROCEED

KIND = "exchange.take_in"
AT_ONCE = 1_000  # events in one transaction, where each may stand alone
Wrong = tuple[int, Fault]


@dataclass
class Taken:
    """What came of a document so far. `wrong`: the place in the document, -1 for the whole, and what is wrong."""

    stored: int = 0
    wrong: list[Wrong] = field(default_factory=list)


Ending = Callable[[Taken], AbstractContextManager[None]]


@jobs.handler(KIND)
def take_in(run: Run) -> None:
    capture = Capture.objects.get(pk=run.arguments["capture"])
    if not capture.running:
        with run.finishing():
            return
    taken_in(capture, now=timezone.now(), ending=partial(_done, run))


@contextmanager
def _done(run: Run, taken: Taken) -> Iterator[None]:
    with run.finishing():
        yield
        run.result = {"stored": taken.stored, "wrong": len(taken.wrong)}


@contextmanager
def _alone(_taken: Taken) -> Iterator[None]:
    with transaction.atomic():
        yield


def read(form: str, text: bytes) -> Read:
    """:raises Unreadable: if it is no document"""
    return reading.read(text) if form == "xml" else documents.read(text)


def checked(bodies: Sequence[Any], prefixes: Mapping[str, str], *, key: str) -> tuple[list[Prepared], list[Wrong]]:
    """The sound events, ready to be stored, and what is wrong with the rest."""
    good, wrong = [], []
    for place, body in enumerate(bodies):
        faults = checks.faults(body)
        if not faults:
            ready = prepared(place, body, prefixes, key=key)
            faults = too_long(ready)
        if faults:
            wrong += [(place, fault) for fault in faults]
        else:
            good.append(ready)
    return good, wrong


@contextmanager
def uncollected() -> Iterator[None]:
    """A document is a great tree of small objects without a circle: looking for circles took a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@uncollected()
def taken_in(capture: Capture, *, now: datetime, ending: Ending = _alone) -> Taken:
    """Store what may be stored and write what became of it; done again after a crash it stores nothing twice.

    `ending` is the last transaction: of a document that is taken whole it holds everything.
    """
    taken = Taken()
    document, ready = _looked_at(capture, taken)
    whole = capture.behaviour != PROCEED
    before = _told_before_the_end(capture)
    taken.stored = len(before)
    ready = [event for event in ready if (event.event_id, event.declared_at) not in before]
    if document is not None and not whole:
        context = _known(document)
        for some in _pieces(ready):
            _store_piece(some, capture.pk, context, taken, now)
    with ending(taken):
        if document is not None and whole and not taken.wrong:
            _store_whole(document, ready, capture.pk, taken, now)
        finish(capture.pk, taken, now=now)
    return taken


def _looked_at(capture: Capture, taken: Taken) -> tuple[Read | None, list[Prepared]]:
    """The document and its sound events; what is wrong goes to `taken`."""
    try:
        document = read(capture.form, bytes(capture.document))
    except Unreadable as refused:
        taken.wrong = [(-1, refused.fault)]
        return None, []
    if len(document.bodies) > settings.EPCIS_CAPTURE_LIMIT:
        most = Fault("too_many", "$", f"{len(document.bodies)} events, of {settings.EPCIS_CAPTURE_LIMIT} at most")
        taken.wrong = [(-1, most)]
        return None, []
    ready, taken.wrong = checked(document.bodies, document.prefixes, key=capture.key)
    return document, ready


def _told_before_the_end(capture: Capture) -> set[tuple[str, int | None]]:
    """What an attempt that died has stored of this document already."""
    stored = list(Sheaf.objects.filter(capture=capture.pk).values_list("first", "count"))
    spans = [Event.objects.filter(seq__gte=first, seq__lt=first + count) for first, count in stored]
    return {told for events in spans for told in events.values_list("event_id", "declared_at")}


def _pieces(ready: Sequence[Prepared]) -> Iterator[Sequence[Prepared]]:
    for start in range(0, len(ready), AT_ONCE):
        yield ready[start : start + AT_ONCE]


@transaction.atomic
def _known(document: Read) -> int:
    """Its master data is remembered, its context kept; the number of that."""
    remember(document.vocabularies, document.prefixes)
    return context_id(document.context)


def _store_whole(document: Read, ready: Sequence[Prepared], capture_id: int, taken: Taken, now: datetime) -> None:
    hold_name(LOCK, wait=True)
    taken.wrong = repeated(ready)
    if taken.wrong:
        return
    context = _known(document)
    if ready:
        taken.stored += store(events=ready, capture_id=capture_id, context=context, now=now).count


@transaction.atomic
def _store_piece(ready: Sequence[Prepared], capture_id: int, context: int, taken: Taken, now: datetime) -> None:
    hold_name(LOCK, wait=True)
    wrong = repeated(ready)
    bad = {place for place, _ in wrong}
    good = [event for event in ready if event.place not in bad]
    if good:
        taken.stored += store(events=good, capture_id=capture_id, context=context, now=now).count
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
