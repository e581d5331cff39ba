"""What a certificate says, as its digest and the transparency log have it."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from lilian.base.logged import Record
from lilian.certificates.models import Certificate
from lilian.certificates.values import Part

NamedPair = tuple[int | None, int | None]  # a collected one, an earlier one: exactly one of them
PUBLIC = ("number", "form", "organisation_id", "variety_id", "weight_g", "origin", "bases", "test", "used", "is_ahead")
PRIVATE = ("household_id", "promiser", "contact", "signed_by")


def said_of(row: Certificate, lots: Iterable[Part], named: Iterable[NamedPair]) -> dict[str, Any]:
    """All it says, by name: texts, integers and lists."""
    said = {name: getattr(row, name) for name in (*PUBLIC, *PRIVATE)}
    return said | {
        "issued_at": row.issued_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "lots": sorted([part.lot_id, part.weight_g] for part in lots),
        "named": sorted([collected or 0, earlier or 0] for collected, earlier in named),
    }


def whole(row: Certificate) -> dict[str, Any]:
    """The same of a row that stands, with its `parts` and `named` fetched."""
    lots = [Part(part.lot_id, part.weight_g) for part in row.parts.all()]
    return said_of(row, lots, [(one.collected_id, one.earlier_id) for one in row.named.all()])


def certificate_records(keys: Sequence[int]) -> dict[int, Record]:
    """Certificates as the log swears to them: who promised, and where to call, is sealed, and so is the digest
    over it: who knows the rest would guess a phone's number by a plain one."""
    found = {}
    for row in Certificate.objects.filter(pk__in=keys).prefetch_related("parts", "named"):
        said = whole(row)
        found[row.pk] = Record(
            {name: value for name, value in said.items() if name not in PRIVATE},
            {name: said[name] for name in PRIVATE} | {"digest": row.digest},
        )
    return found
