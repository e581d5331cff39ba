"""What lies in a room is counted lot by lot; differences are explained and posted."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.keeping.actions.refusals import CountedTwice, NotExplained, NothingCounted, NothingDiffers, NotThere
from lilian.keeping.actions.rooms import held, own_room
from lilian.keeping.models import CountLine, CountSheet
from lilian.keeping.values import DIFFERENCE_NAMES, Counted
from lilian.kernel.quantity import weight_text
from lilian.stock import actions as stock
from lilian.stock import queries as journal
from lilian.stock.queries.lots import LotCard, Lying
from lilian.stock.values import Line, Spot


@transaction.atomic
def count(
    *, actor: Actor, room_id: int, counted: Sequence[Counted], client_key: str, now: datetime, note: str = ""
) -> int:
    """Write a count sheet and post its differences as one entry; return the sheet's key.

    :raises NotThere, NotExplained, NothingDiffers, NothingCounted, CountedTwice: nothing is written then
    :raises KeyReused: if the key came with another count before
    """
    room = own_room(actor, room_id)
    held({room.id})
    if same := CountSheet.objects.filter(client_key=client_key).first():
        return _again(same, room_id, counted)
    if not counted:
        raise NothingCounted()
    if len({each.lot_id for each in counted}) < len(counted):
        raise CountedTwice()
    lies = _lies(actor, room.location_id or 0)
    for each in counted:
        _check(each, lies)
    differing = [each for each in counted if each.difference]
    entry_id = _posted(actor, differing, lies, client_key, now) if differing else None
    sheet = CountSheet.objects.create(
        room_id=room.id,
        day=timezone.localdate(now),
        at=now,
        entry_id=entry_id,
        counted_by=actor.name[:80],
        note=note[:200],
        client_key=client_key,
    )
    CountLine.objects.bulk_create(
        CountLine(
            sheet=sheet,
            lot_id=each.lot_id,
            book_g=lies[each.lot_id][1].weight_g,
            found_g=each.weight_g,
            difference=each.difference.value if each.difference else "",
        )
        for each in counted
    )
    data = {"lots": len(counted), "differing": len(differing), "entry": entry_id}
    audit.record(actor=actor, event="keeping.counted", subject=sheet, at=now, data=data)
    return sheet.pk


def _lies(actor: Actor, location_id: int) -> dict[int, tuple[LotCard, Lying]]:
    cards = journal.cards(journal.lots_at(actor, location_id))
    return {card.lot_id: (card, lies) for card in cards for lies in card.lies if lies.location_id == location_id}


def _check(each: Counted, lies: Mapping[int, tuple[LotCard, Lying]]) -> None:
    if each.lot_id not in lies:
        raise NotThere(lot=each.lot_id)
    card, lying = lies[each.lot_id]
    if each.weight_g != lying.weight_g and each.difference is None:
        found, book = weight_text(each.weight_g, "公斤"), weight_text(lying.weight_g, "公斤")
        raise NotExplained(lot=card.code, found=found, book=book)
    if each.weight_g == lying.weight_g and each.difference is not None:
        raise NothingDiffers(lot=card.code)


def _posted(
    actor: Actor,
    differing: Sequence[Counted],
    lies: Mapping[int, tuple[LotCard, Lying]],
    client_key: str,
    now: datetime,
) -> int:
    lines = [
        Line(Spot(each.lot_id, lies[each.lot_id][1].location_id), each.weight_g, lies[each.lot_id][1].pieces)
        for each in differing
    ]
    reasons = sorted({DIFFERENCE_NAMES[each.difference] for each in differing if each.difference})
    posted = stock.count(
        actor=actor,
        counted=lines,
        day=timezone.localdate(now),
        reason="、".join(reasons),
        client_key=f"keeping:{client_key}"[:120],
        now=now,
    )
    return posted.entry_id


def _again(same: CountSheet, room_id: int, counted: Sequence[Counted]) -> int:
    said = {line.lot_id: line.found_g for line in same.lines.all()}
    if (same.room_id, said) != (room_id, {each.lot_id: each.weight_g for each in counted}):
        raise KeyReused()
    return same.pk
