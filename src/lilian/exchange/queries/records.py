"""Sheaves as the transparency log swears to them, and events with what proves each to be in its sheaf."""

from collections.abc import Sequence
from dataclasses import dataclass

from lilian.base.actors import Actor
from lilian.base.logged import Record
from lilian.exchange.models import Event, Sheaf
from lilian.exchange.queries import search
from lilian.exchange.queries.rights import seen_by
from lilian.exchange.rules import sealing
from lilian.exchange.rules.asking import Asked, Column
from lilian.exchange.rules.sealing import Sealed
from lilian.kernel.refusal import NotFound

KIND = "event_sheaf"
MOST_DECLARED = 100  # declarations of one event that are proved at once
SEALED = ("seq", "event_id", "event_hash", "record_time", "context_id", "body")


def sheaf_records(keys: Sequence[int]) -> dict[int, Record]:
    """By sheaf. The root is sealed: that of a sheaf of one event could be guessed by who guesses the event."""
    rows = Sheaf.objects.filter(pk__in=keys).order_by().values_list("pk", "first", "count", "root")
    return {
        pk: Record({"sheaf": pk, "first": first, "events": count}, {"root": bytes(root).hex()})
        for pk, first, count, root in rows
    }


@dataclass(frozen=True)
class EventEvidence:
    """`entry` is the event's leaf in the tree of its sheaf, `place` and `path` lead to `root`, which the record of the
    sheaf seals (`transparency.queries.evidence("event_sheaf", sheaf)`).
    """

    sheaf: int
    place: int
    count: int
    entry: bytes
    path: tuple[bytes, ...]
    root: bytes


def event_evidence(actor: Actor, seq: int) -> EventEvidence:
    """:raises NotFound: if there is no such event, or it is not the actor's to see"""
    found = _evidence(actor, Column("seq", "=", (seq,)))
    if not found:
        raise NotFound()
    return found[0]


def event_evidences(actor: Actor, event_id: str) -> list[EventEvidence]:
    """Of the event of this id and of the declarations that take it back, in their order; none that is foreign."""
    return _evidence(actor, Column("event_id", "=", (event_id,)))


def _evidence(actor: Actor, which: Column) -> list[EventEvidence]:
    actor.must("exchange.see")
    seen = seen_by(actor.reach("exchange.see"))
    return [_proved(event.seq) for event in search.page(Asked((which,)), size=MOST_DECLARED, seen=seen).events]


def _proved(seq: int) -> EventEvidence:
    sheaf = Sheaf.objects.filter(first__lte=seq).order_by("-first").first()
    if sheaf is None or seq >= sheaf.first + sheaf.count:
        raise NotFound()
    events = list(sealed(sheaf.first, sheaf.count))
    place = seq - sheaf.first
    path = sealing.path(sealing.leaves(events), place)
    return EventEvidence(sheaf.pk, place, sheaf.count, sealing.entry(events[place]), tuple(path), bytes(sheaf.root))


def sealed(first: int, count: int) -> list[Sealed]:
    """These events as they are sealed, in their order."""
    rows = Event.objects.filter(seq__gte=first, seq__lt=first + count).order_by("seq").values_list(*SEALED)
    return [Sealed._make(row) for row in rows]
