"""An import is told to each organisation it touched, so that its own history shows it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.bulk import Upsert, among
from lilian.members.models import Household, Organisation, Person, Place
from lilian.members.values import Applied

OWNED: dict[str, Any] = {"households": Household, "people": Person, "places": Place}


def tell_organisations(*, actor: Actor, table: str, rows: Mapping[int, int], event: str, now: datetime) -> None:
    """One event for each organisation of which rows were added or changed, with how many: `rows` by its key."""
    told = (
        audit.Said(event, Organisation(pk=organisation_id), {"table": table, "rows": count})
        for organisation_id, count in sorted(rows.items())
    )
    audit.record_all(actor=actor, events=told, at=now)


def touched(applied: Applied) -> Counter[int]:
    """How many rows of each organisation, by its key, as they stand now."""
    model, owner = (
        (Organisation, "pk") if applied.table == "organisations" else (OWNED[applied.table], "organisation_id")
    )
    with among(model, "code", [*applied.added, *applied.changed]) as some:
        owners = model.objects.filter(code__in=some, **{f"{owner}__isnull": False}).values_list(owner, flat=True)
        return Counter(owners)


def touched_by(upsert: Upsert) -> Counter[int]:
    """The same of rows not yet written."""
    fresh = (row["organisation_id"] for row in upsert.fresh)
    changed = (values["organisation_id"] for _, values in upsert.changed)
    return Counter(owner for owner in (*fresh, *changed) if owner is not None)
