"""A certificate does not count any more; it stays to be seen, and its grams may be promised anew."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.certificates import queries
from lilian.certificates.actions.refusals import AlreadyVoid, VoidWithoutReason
from lilian.certificates.models import Certificate, Void


@transaction.atomic
def void(*, actor: Actor, certificate_id: int, reason: str, now: datetime) -> None:
    """:raises AlreadyVoid, VoidWithoutReason, NotFound: as the names say"""
    found = queries.certificate(actor, certificate_id, permission="certificates.void")
    if not reason.strip():
        raise VoidWithoutReason()
    Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
    if Void.objects.filter(certificate=certificate_id).exists():
        raise AlreadyVoid(number=found.number)
    made = Void.objects.create(
        certificate_id=certificate_id, reason=reason.strip()[:200], at=now, voided_by=actor.name[:80]
    )
    data = {"number": found.number, "reason": made.reason}
    audit.record(actor=actor, event="certificates.voided", subject=found, at=now, data=data)
