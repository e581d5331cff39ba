"""Events by where they stand and by their ids, as they were told."""

from collections.abc import Collection

import msgspec

from lilian.base.drawn import Question
from lilian.epcis.documents import Body
from lilian.epcis.times import moment_of
from lilian.exchange.models import Event
from lilian.exchange.rules.preparing import id_key
from lilian.exchange.values import Correction, Head

KEYS = Question(
    lambda keys: Event.objects.order_by().filter(id_key__in=keys, declared_at__isnull=True).values_list("id_key")
)
BODIES = Question(lambda seqs: Event.objects.order_by().filter(seq__in=seqs).values_list("seq", "body"))


def told_ids(ids: Collection[str]) -> set[str]:
    """Which of these ids somebody has told an event of."""
    by_key = {id_key(event_id): event_id for event_id in ids}
    return {by_key[key] for (key,) in KEYS.rows(sorted(by_key))}


def bodies(seqs: Collection[int]) -> dict[int, Body]:
    """What these events say, by where they stand."""
    return {seq: msgspec.json.decode(text) for seq, text in BODIES.rows(sorted(set(seqs)))}


def heads(seqs: Collection[int]) -> dict[int, Head]:
    """Who told these events, and what they are, by where they stand."""
    found = Event.objects.filter(pk__in=sorted(set(seqs))).order_by("pk")
    named = ("event_id", "type", "biz_step", "disposition", "biz_location__uri", "read_point__uri", "declared_at")
    told = list(found.values_list("pk", "event_time", "capture__organisation__name", *named))
    right = _corrections([seq for seq, *_, declared in told if declared is not None])
    return {
        seq: Head(
            moment_of(event_time),
            *(teller or "", event_id, kind, step, state, here or there or "", declared is not None),
            corrections=right.get(seq, ()),
        )
        for seq, event_time, teller, event_id, kind, step, state, here, there, declared in told
    }


def _corrections(seqs: Collection[int]) -> dict[int, tuple[Correction, ...]]:
    """What each of these declarations says to be right."""
    named = {seq: body["errorDeclaration"].get("correctiveEventIDs", ()) for seq, body in bodies(seqs).items()}
    here = told_ids([one for some in named.values() for one in some])
    return {seq: tuple(Correction(one, one in here) for one in some) for seq, some in named.items()}
