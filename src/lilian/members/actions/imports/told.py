"""An import is told to each organisation it touched, so that its own history shows it."""

from collections import Counter
from datetime import datetime
from typing import Any

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.bulk import batches
from lilian.members.models import Household, Organisation, Person, Place
from lilian.members.values import Applied

OWNED: dict[str, Any] = {"households": Household, "people": Person, "places": Place}


def tell_organisations(*, actor: Actor, applied: Applied, event: str, now: datetime) -> None:
    """One event for each organisation of which rows were added or changed, with how many."""
    for organisation_id, count in sorted(touched(applied).items()):
        organisation = Organisation(pk=organisation_id)
        data = {"table": applied.table, "rows": count}
        audit.record(actor=actor, event=event, subject=organisation, at=now, data=data)


def touched(applied: Applied) -> Counter[int]:
    """How many rows of each organisation, by its key, as they stand now."""
    model, owner = (
        (Organisation, "pk") if applied.table == "organisations" else (OWNED[applied.table], "organisation_id")
    )
    counted: Counter[int] = Counter()
    for some in batches([*applied.added, *applied.changed]):
        counted.update(model.objects.filter(code__in=some, **{f"{owner}__isnull": False}).values_list(owner, flat=True))
    return counted
