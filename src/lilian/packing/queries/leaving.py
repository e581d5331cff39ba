"""Boxes about to leave, or to be stopped: found by code and held still."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from lilian.packing.models import Box, Stowing
from lilian.packing.values import PALLET, number_in


@dataclass(frozen=True)
class Leaving:
    """One box as it stands now; `lot_id` of None while its packing is open."""

    box_id: int
    code: str
    packing_id: int
    net_g: int
    pieces: int
    packed_at: datetime
    lot_id: int | None
    void: bool
    recalled: bool


def held_still(codes: Sequence[str]) -> tuple[list[Leaving], list[str]]:
    """The boxes of these codes, pallets' codes among them, nobody else's until the transaction ends; and the codes
    that name nothing: no box, no pallet, or an empty one."""
    by_pallet = {code: number for code in codes if (number := number_in(code, PALLET)) is not None}
    stowed = Stowing.objects.filter(pallet__in=by_pallet.values(), until__isnull=True)
    stands = list(stowed.values_list("pallet_id", "box_id"))
    full = {pallet_id for pallet_id, _ in stands}
    named = [code for code in codes if code not in by_pallet]
    keys = dict(Box.objects.filter(code__in=named).values_list("code", "pk"))
    missing = [code for code in codes if code not in keys and by_pallet.get(code) not in full]
    return standing([*keys.values(), *(box_id for _, box_id in stands)]), missing


def standing(box_ids: Iterable[int]) -> list[Leaving]:
    """How each of these stands, by key. They are locked first and looked at then: who waited sees what was decided."""
    keys = sorted(set(box_ids))
    list(Box.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))
    found = Box.objects.filter(pk__in=keys).order_by("pk")
    marked = found.annotate(
        is_void=Q(void__isnull=False), is_recalled=Q(recall__isnull=False), lot=F("packing__closing__lot_id")
    )
    facts = ("pk", "code", "packing_id", "net_g", "pieces", "packed_at", "lot", "is_void", "is_recalled")
    return [Leaving(*row) for row in marked.values_list(*facts)]
