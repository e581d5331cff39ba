"""Deleting what ties a leaf to what was said, on a lawful request. The log stays as it is, and verifiable."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import AlreadyDone, NotFound
from lilian.transparency.actions.refusals import NoReason, NothingPersonal
from lilian.transparency.models import Erasure, Leaf, Salt
from lilian.transparency.values import CHAIN

ERASED = "transparency.erased"
OWN = frozenset({CHAIN, "erasure", "log_key"})  # what the log says of itself


@transaction.atomic
def erase(*, actor: Actor, kind: str, ref: int, reason: str, now: datetime) -> int:
    """Delete the salt of this row's leaf; return the leaf's number. What the row itself holds is its own module's.

    :raises NoReason, NothingPersonal, AlreadyDone, NotFound: as the names say
    """
    actor.must("transparency.change")
    if kind in OWN:
        raise NothingPersonal()
    if not reason.strip():
        raise NoReason()
    leaf = Leaf.objects.filter(kind=kind, ref=ref).first()
    if leaf is None:
        raise NotFound()
    if Erasure.objects.filter(leaf=leaf).exists():
        raise AlreadyDone()
    row = Erasure.objects.create(leaf=leaf, reason=reason.strip()[:200], at=now, erased_by=actor.name[:80])
    Salt.objects.filter(leaf=leaf).delete()
    audit.record(actor=actor, event=ERASED, subject=row, at=now, data={"leaf": leaf.seq})
    return leaf.seq
