"""How a machine writes is data the office keeps: a new version counts from now on, a file keeps the one it had."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.kernel.refusal import AlreadyDone
from lilian.sorting.models import MappingVersion
from lilian.sorting.queries.profiles import profile
from lilian.sorting.queries.profiles import profiles as all_profiles
from lilian.sorting.sheets import mapping_of, mapping_text


@transaction.atomic
def write_mapping(*, actor: Actor, code: str, name: str, note: str, mapping: str, now: datetime) -> int:
    """The next version of a profile, or a new one; `mapping` is its JSON.

    :raises BadMapping: if it cannot stand
    :raises AlreadyDone: if it says what the profile says now
    """
    actor.must("sorting.change_profiles")
    wanted = mapping_of(mapping)
    hold_name(f"sorting mapping {code}", wait=True)
    if code in all_profiles():
        now_is = profile(code)
        if (now_is.name, now_is.note, now_is.mapping) == (name, note, wanted):
            raise AlreadyDone()
    newest = MappingVersion.objects.filter(code=code).aggregate(newest=Max("number"))["newest"] or 0
    made = MappingVersion.objects.create(
        code=code,
        number=newest + 1,
        name=name,
        note=note,
        mapping=mapping_text(wanted),
        written_at=now,
        written_by=actor.name[:80],
    )
    data = {"code": code, "number": made.number}
    audit.record(actor=actor, event="sorting.mapping_written", subject=made, at=now, data=data)
    return made.pk
