"""How much is promised, and how much of a promise was used."""

from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lilian.certificates.models import Certificate, Collected, Part, Void
from lilian.certificates.queries.collected import STANDS
from lilian.certificates.rules import Standing
from lilian.certificates.values import Form


def promised_g(lot_ids: Collection[int], *, form: Form | None = None) -> dict[int, int]:
    """Grams of each lot that certificates which count promise for, of one form or both; one without any is missing."""
    found = Part.objects.filter(lot__in=lot_ids, certificate__void__isnull=True)
    if form is not None:
        found = found.filter(certificate__form=form.value)
    return dict(found.order_by().values_list("lot_id").annotate(sum=Sum("weight_g")))


def certified_g(lot_ids: Collection[int]) -> dict[int, int]:
    """Grams of each lot for which a certificate of its own counts, or one that stands and came with it; a lot without
    any is missing."""
    found = promised_g(lot_ids)
    taken_in = Collected.objects.filter(STANDS, lot__in=lot_ids).order_by().values_list("lot_id")
    for lot_id, weight_g in taken_in.annotate(sum=Sum("weight_g")):
        found[lot_id] = found.get(lot_id, 0) + weight_g
    return found


def lost_lots() -> Q:
    """Of rows that have a `lot`: those of a lot for which a certificate counted once and does so no more."""
    void = Part.objects.filter(certificate__void__isnull=False).order_by().values("lot")
    gone = Q(given_back__isnull=False) | Q(certificate__void__isnull=False)
    return Q(lot__in=void) | Q(lot__in=Collected.objects.filter(gone).order_by().values("lot"))


def left_g(certificate: Certificate) -> int:
    """What nobody took fruit against yet."""
    used = Collected.objects.filter(certificate=certificate, misfit="", given_back__isnull=True)
    return certificate.weight_g - int(used.aggregate(sum=Sum("weight_g"))["sum"] or 0)


def with_used(found: "QuerySet[Certificate]") -> "QuerySet[Any]":
    """The same, each with `used_g`: grams that were taken in with it."""
    used = Collected.objects.filter(certificate=OuterRef("pk"), misfit="", given_back__isnull=True)
    sums = used.order_by().values("certificate").annotate(sum=Sum("weight_g")).values("sum")
    return found.annotate(used_g=Coalesce(Subquery(sums), 0))


def standing(certificate: Certificate) -> Standing:
    return Standing(
        organisation_id=certificate.organisation_id,
        household_id=certificate.household_id,
        variety_id=certificate.variety_id,
        left_g=left_g(certificate),
        is_void=Void.objects.filter(certificate=certificate).exists(),
    )


def certified_lots(certificate_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Certificate -> lot -> grams, of those that count."""
    found: dict[int, dict[int, int]] = {key: {} for key in certificate_ids}
    rows = Part.objects.filter(certificate__in=certificate_ids, certificate__void__isnull=True)
    for certificate_id, lot_id, weight_g in rows.values_list("certificate_id", "lot_id", "weight_g"):
        found[certificate_id][lot_id] = weight_g
    return found
