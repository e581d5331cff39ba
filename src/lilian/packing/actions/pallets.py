"""Boxes are put on pallets and taken off again; a pallet is used many times."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.kernel.refusal import NotFound
from lilian.packing.actions.refusals import BoxIsVoid, NoSuchBox, OnAnotherPallet, PalletEmpty
from lilian.packing.models import Box, Pallet, Stowing
from lilian.packing.values import pallet_code


@transaction.atomic
def make_pallet(*, actor: Actor, organisation_id: int, client_key: str, now: datetime) -> int:
    """A new pallet with a code of its own; return its key. The same client key again gives the same pallet."""
    actor.must("packing.pack", organisation_id=organisation_id)
    hold_name(f"pallet\n{client_key}", wait=True)
    if same := Pallet.objects.filter(client_key=client_key, organisation_id=organisation_id).first():
        return same.pk
    made = Pallet.objects.create(
        organisation_id=organisation_id, made_at=now, made_by=actor.name[:80], client_key=client_key
    )
    data = {"code": pallet_code(made.pk)}
    audit.record(actor=actor, event="packing.pallet_made", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def stow(*, actor: Actor, pallet_id: int, codes: Sequence[str], now: datetime) -> int:
    """Put boxes on a pallet, all or none; return how many. Boxes that stand there already are left.

    :raises NoSuchBox, BoxIsVoid, OnAnotherPallet: naming the first that cannot
    :raises PalletEmpty: if none was named that does not stand there already
    """
    pallet = _locked(actor, pallet_id)
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes if code.strip()))
    found = Box.objects.filter(code__in=wanted, packing__organisation_id=pallet.organisation_id)
    by_code = {box.code: box for box in found.select_related("void")}
    stands = dict(Stowing.objects.filter(box__in=found, until__isnull=True).values_list("box_id", "pallet_id"))
    new = []
    for code in wanted:
        box = by_code.get(code)
        if box is None:
            raise NoSuchBox(box=code)
        if getattr(box, "void", None) is not None:
            raise BoxIsVoid(box=code)
        if stands.get(box.pk, pallet.pk) != pallet.pk:
            raise OnAnotherPallet(box=code, pallet=pallet_code(stands[box.pk]))
        if box.pk not in stands:
            new.append(Stowing(pallet=pallet, box=box, since=now, stowed_by=actor.name[:80]))
    if not new:
        raise PalletEmpty()
    Stowing.objects.bulk_create(new)
    audit.record(actor=actor, event="packing.stowed", subject=pallet, at=now, data={"boxes": len(new)})
    return len(new)


@transaction.atomic
def take_off(*, actor: Actor, pallet_id: int, now: datetime, codes: Sequence[str] | None = None) -> int:
    """Take boxes off a pallet, or all of them; return how many.

    :raises PalletEmpty: if none of them stands there
    """
    pallet = _locked(actor, pallet_id)
    there = Stowing.objects.filter(pallet=pallet, until__isnull=True)
    if codes is not None:
        there = there.filter(box__code__in=[code.strip().upper() for code in codes])
    count = there.update(until=now, taken_by=actor.name[:80])
    if not count:
        raise PalletEmpty()
    audit.record(actor=actor, event="packing.taken_off", subject=pallet, at=now, data={"boxes": count})
    return count


def _locked(actor: Actor, pallet_id: int) -> Pallet:
    """:raises NotFound: if there is none, or it is another's"""
    actor.must("packing.pack")
    pallet = Pallet.objects.select_for_update().filter(pk=pallet_id).first()
    if pallet is None:
        raise NotFound()
    actor.must("packing.pack", organisation_id=pallet.organisation_id)
    return pallet
