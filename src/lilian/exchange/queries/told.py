"""Events by where they stand and by their ids, as they were told."""

from collections.abc import Collection

import msgspec

from lilian.base.drawn import Question
from lilian.epcis.documents import Body
from lilian.exchange.models import Event

IDS = Question(
    lambda ids: Event.objects.order_by().filter(event_id__in=ids, declared_at__isnull=True).values_list("event_id")
)
BODIES = Question(lambda seqs: Event.objects.order_by().filter(seq__in=seqs).values_list("seq", "body"))


def told_ids(ids: Collection[str]) -> set[str]:
    """Which of these ids somebody has told an event of."""
    return {event_id for (event_id,) in IDS.rows(sorted(set(ids)))}


def bodies(seqs: Collection[int]) -> dict[int, Body]:
    """What these events say, by where they stand."""
    return {seq: msgspec.json.decode(text) for seq, text in BODIES.rows(sorted(set(seqs)))}
