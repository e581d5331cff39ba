"""Events of this site's own making: checked and stored like a partner's, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lilian.base.locks import hold_name
from lilian.epcis import checks
from lilian.epcis.documents import CONTEXT, Body
from lilian.exchange.actions.refusals import BadEvent, ToldBefore
from lilian.exchange.actions.storing import LOCK, context_id, repeated, store
from lilian.exchange.rules.preparing import Prepared, prepared


def own_ready(bodies: Sequence[Body], prefixes: Mapping[str, str]) -> list[Prepared]:
    """The bodies, each with its id, checked and made ready before anybody's lock is held.

    :raises BadEvent: if a body is none: nothing of ours is told that we would not take from others
    """
    for body in bodies:
        if faults := checks.faults(body):
            raise BadEvent(fault=str(faults[0]))
    return [prepared(place, body, prefixes, key="") for place, body in enumerate(bodies)]


def tell_own(ready: Sequence[Prepared], prefixes: Mapping[str, str], *, now: datetime) -> Sequence[int]:
    """Store them in their order; return their `seq`. To be called in the transaction that keeps what they tell of.

    :raises ToldBefore: if somebody told an event of such an id
    """
    hold_name(LOCK, wait=True)
    if wrong := repeated(ready):
        raise ToldBefore(event_id=ready[wrong[0][0]].event_id)
    sheaf = store(events=ready, capture_id=None, context=context_id([CONTEXT, dict(prefixes)]), now=now)
    return range(sheaf.first, sheaf.first + sheaf.count)
