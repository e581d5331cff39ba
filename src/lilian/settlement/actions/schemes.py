"""How an organisation settles."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.members import queries as register
from lilian.settlement import queries
from lilian.settlement.actions.refusals import BadScheme, NoReason, SameSettings
from lilian.settlement.models import SchemeVersion
from lilian.settlement.values import Scheme


@transaction.atomic
def set_scheme(*, actor: Actor, organisation_id: int, scheme: Scheme, reason: str, now: datetime) -> None:
    """From now on; what was drafted before keeps what it was drafted with.

    :raises BadScheme, NoReason, SameSettings, NotFound: as the names say
    """
    actor.must("settlement.set_scheme", organisation_id=organisation_id)
    register.organisation(actor, organisation_id)
    if not reason.strip():
        raise NoReason()
    within = 0 <= scheme.fee_permille <= 500 and 0 <= scheme.least_cash_permille <= 1_000
    if not within or not 1 <= scheme.instalments <= 60 or not 1 <= scheme.first_due_months <= 60:
        raise BadScheme()
    if scheme == queries.scheme_of(organisation_id):
        raise SameSettings()
    made = SchemeVersion.objects.create(
        organisation_id=organisation_id, **asdict(scheme), reason=reason.strip()[:200], at=now, set_by=actor.name[:80]
    )
    audit.record(actor=actor, event="settlement.scheme_set", subject=made, at=now, data=asdict(scheme))
