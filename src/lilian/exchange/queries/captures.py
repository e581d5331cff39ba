"""What became of documents."""

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.exchange.models import Capture
from lilian.exchange.values import CaptureState
from lilian.kernel.refusal import NotFound


def captures(actor: Actor) -> "QuerySet[Capture]":
    """Captures of the actor's organisations, newest first, without what they say.

    :raises NotAllowed: if the actor captures nothing
    """
    actor.must("exchange.capture")
    reach = actor.reach("exchange.capture")
    found = Capture.objects.defer("document")
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def state_of(capture: Capture) -> CaptureState:
    return CaptureState(
        key=capture.key,
        created_at=capture.created_at,
        finished_at=capture.finished_at,
        running=capture.running,
        success=capture.success,
        behaviour=capture.behaviour,
        errors=capture.errors,
        error_count=capture.error_count,
        event_count=capture.event_count,
    )


def capture(actor: Actor, key: str) -> CaptureState:
    """:raises NotFound: if there is no such document, or it is foreign"""
    found = captures(actor).filter(key=key).first()
    if found is None:
        raise NotFound()
    return state_of(found)


def page(actor: Actor, *, size: int, after: int | None) -> tuple[list[CaptureState], int | None]:
    """Newest first, behind a place; and where the next page begins, None on the last."""
    found = captures(actor)
    rows = list((found if after is None else found.filter(pk__lt=after))[: size + 1])
    return [state_of(row) for row in rows[:size]], rows[size - 1].pk if len(rows) > size else None
