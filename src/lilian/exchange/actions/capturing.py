"""A document is taken over: kept as it came, and given to the worker; or one event, at once."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from lilian.base import audit, jobs
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.epcis import documents
from lilian.exchange.actions.masterdata import remember
from lilian.exchange.actions.refusals import BadEvent, ToldBefore
from lilian.exchange.actions.storing import LOCK, context_id, repeated, store
from lilian.exchange.actions.taking_in import KIND, checked
from lilian.exchange.models import Capture


def own_organisation(actor: Actor) -> int | None:
    """Whose documents these are; None for the program itself."""
    return next((duty.organisation_id for duty in actor.duties), None)


def new_key() -> str:
    return str(uuid.uuid4())


@transaction.atomic
def capture(
    *,
    actor: Actor,
    document: bytes,
    form: str,
    behaviour: str,
    now: datetime,
    make_key: Callable[[], str] = new_key,
) -> str:
    """Keep the document and have it taken in; return the capture's key. Nothing is looked at yet."""
    actor.must("exchange.capture")
    kept = Capture.objects.create(
        key=make_key(),
        organisation_id=own_organisation(actor),
        actor_name=actor.name[:80],
        form=form,
        behaviour=behaviour,
        document=document,
        created_at=now,
    )
    jobs.start(actor=actor, kind=KIND, arguments={"capture": kept.pk}, key=f"{KIND}:{kept.key}", now=now)
    data = {"bytes": len(document), "form": form, "behaviour": behaviour}
    audit.record(actor=actor, event="exchange.captured", subject=kept, at=now, data=data)
    return kept.key


@transaction.atomic
def tell_event(
    *, actor: Actor, document: documents.Document, now: datetime, make_key: Callable[[], str] = new_key
) -> str:
    """Store one event at once; return its id.

    :raises BadEvent: if anything is wrong with it
    :raises ToldBefore: if its id was told before
    """
    actor.must("exchange.capture")
    prefixes = document.prefixes
    ready, wrong = checked(document.bodies, prefixes, key=make_key())
    if wrong or len(ready) != 1:
        raise BadEvent(fault=str(wrong[0][1]) if wrong else "$: one event is expected")
    hold_name(LOCK, wait=True)
    if repeated(ready):
        raise ToldBefore(event_id=ready[0].event_id)
    remember(document.vocabularies, prefixes)
    sheaf = store(events=ready, actor=actor, capture_id=None, context=context_id(document.context), now=now)
    data = {"event_id": ready[0].event_id}
    audit.record(actor=actor, event="exchange.told", subject=f"exchange.event:{sheaf.first}", at=now, data=data)
    return ready[0].event_id
