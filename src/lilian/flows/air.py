"""What is read in a room is looked at in the same act: an alarm does not wait for a worker."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.keeping import actions as keeping
from lilian.storage import actions as storage
from lilian.storage.values import ReadingDraft


@transaction.atomic
def record_readings(*, actor: Actor, rows: Sequence[ReadingDraft], source: str, now: datetime) -> tuple[int, int]:
    """As storage records them; then alarms are opened and ended."""
    told = storage.record_readings(actor=actor, rows=rows, source=source, now=now)
    keeping.watch_air(now=now)
    return told
