"""How the log stands: what waits, what was signed when, by whom it is watched."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from lilian.base import audit
from lilian.kernel.refusal import NotFound
from lilian.transparency import rules
from lilian.transparency.models import Checkpoint, LogKey, Submission, Witness
from lilian.transparency.queries import kinds, tree
from lilian.transparency.values import ALARMING, Silence

MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Watching:
    """A witness, and the newest checkpoint it cosigned by its own clock.

    `url` is where it takes checkpoints ("" where it comes for them); `silence` is why it gave no word when it was
    asked last, at `asked_at`, and `detail` what it said.
    """

    id: int
    name: str
    vkey: str
    since: datetime
    until: datetime | None
    last_at: datetime | None
    last_size: int | None
    url: str = ""
    asked_at: datetime | None = None
    silence: Silence | None = None
    detail: str = ""

    @property
    def alarms(self) -> bool:
        """It says that our log is not the one it saw."""
        return self.until is None and self.silence in ALARMING


@dataclass(frozen=True)
class Waits:
    """Events without a leaf (counted up to 10,000), and since when something is unsigned."""

    count: int
    since: datetime | None


def waits() -> Waits:
    events = audit.told(events=list(kinds.by_event()), after=tree.sequenced_to(tree.size()), most=MOST_COUNTED)
    last = latest()
    unsigned = audit.told(events=list(kinds.by_event()), after=tree.sequenced_to(last.size) if last else 0, most=1)
    return Waits(len(events), unsigned[0][3] if unsigned else None)


def is_late(now: datetime) -> bool:
    """Whether something has waited for its checkpoint for more than two hours."""
    return rules.is_late(waits().since, now)


def latest() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-pk").select_related("key").prefetch_related("cosignatures__witness").first()


def checkpoints() -> QuerySet[Checkpoint]:
    """Newest first."""
    return Checkpoint.objects.select_related("key").prefetch_related("cosignatures__witness")


def checkpoint(pk: int) -> Checkpoint:
    """:raises NotFound: if there is none"""
    found = checkpoints().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def log_keys() -> list[LogKey]:
    """The newest first; it alone signs."""
    return list(LogKey.objects.order_by("-pk"))


def witnesses() -> list[Watching]:
    """Those that count, then those that ended."""
    rows = Witness.objects.annotate(last_at=Max("cosignatures__at"), last_size=Max("cosignatures__checkpoint__size"))
    found = [
        _watching(one, getattr(one, "submission", None)) for one in rows.select_related("submission").order_by("pk")
    ]
    return sorted(found, key=lambda one: one.until is not None)


def witness(pk: int) -> Watching:
    """One that counts.

    :raises NotFound: if there is none
    """
    for one in witnesses():
        if one.id == pk and one.until is None:
            return one
    raise NotFound()


def alarms() -> list[Watching]:
    """Witnesses that say our log is not the one they saw."""
    return [one for one in witnesses() if one.alarms]


def _watching(one: Any, where: Submission | None) -> Watching:
    known = Watching(one.pk, one.name, one.vkey, one.since, one.until, one.last_at, one.last_size)
    if where is None:
        return known
    silence = Silence(where.silence) if where.silence else None
    return replace(known, url=where.url, asked_at=where.asked_at, silence=silence, detail=where.detail)
