"""Part of a lot goes its way, the rest waits on: a lot is never lost and never in two states."""

from lilian.storage.models import PendingLot
from lilian.storage.values import LotStatus

LONGEST_CODE = 40


def split_off(lot: PendingLot, kept_g: int) -> PendingLot:
    """`lot` keeps `kept_g`; what is over waits as a lot of its own, named after it (P0001 -> P0001-2)."""
    over_g = lot.weight_g - kept_g
    PendingLot.objects.filter(pk=lot.pk).update(weight_g=kept_g)
    return PendingLot.objects.create(
        code=_free_code(lot.code),
        organisation_id=lot.organisation_id,
        point=lot.point,
        village=lot.village,
        lat=lot.lat,
        lon=lot.lon,
        variety_id=lot.variety_id,
        grade=lot.grade,
        weight_g=over_g,
        harvest_date=lot.harvest_date,
        note=lot.note,
        grower_id=lot.grower_id,
        status=LotStatus.WAITING,
    )


def _free_code(code: str) -> str:
    number = 2
    while PendingLot.objects.filter(code=_numbered(code, number)).exists():
        number += 1
    return _numbered(code, number)


def _numbered(code: str, number: int) -> str:
    suffix = f"-{number}"
    return code[: LONGEST_CODE - len(suffix)] + suffix
