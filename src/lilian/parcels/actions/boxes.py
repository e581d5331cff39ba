"""The boxes of an act: found by their codes, held still, and in a state to leave."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from lilian.kernel.marks import gettext_noop
from lilian.packing import queries as packing
from lilian.packing.queries import Leaving
from lilian.packing.values import batch_code
from lilian.parcels.actions.refusals import (
    BoxGone,
    BoxStopped,
    LotStopped,
    NoSuchCode,
    NothingLoaded,
    StillPacking,
    TooManyBoxes,
    WrongMoment,
)
from lilian.parcels.models import Loading
from lilian.parcels.values import parcel_code
from lilian.stock import queries as stock
from lilian.stock.values import CONDITION_NAMES, Condition, Line, Spot

MOST = 2_000  # a lorry holds less
VOID, RECALLED = gettext_noop("已作废"), gettext_noop("已召回")


def told(codes: Sequence[str]) -> list[Leaving]:
    """The boxes these codes name, those of a pallet by its own code; nobody else's until the transaction ends.

    :raises NothingLoaded, NoSuchCode, TooManyBoxes: as the names say
    """
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes if code.strip()))
    if not wanted:
        raise NothingLoaded()
    if len(wanted) > MOST:
        raise TooManyBoxes(most=MOST, boxes=len(wanted))
    found, missing = packing.held_still(wanted)
    if missing:
        raise NoSuchCode(given=missing[0])
    if len(found) > MOST:
        raise TooManyBoxes(most=MOST, boxes=len(found))
    return found


def check_may_leave(boxes: Sequence[Leaving], loaded_at: datetime) -> None:
    """:raises BoxStopped, StillPacking, BoxGone, WrongMoment: naming the first that cannot"""
    for box in boxes:
        if box.void or box.recalled:
            raise BoxStopped(box=box.code, why=VOID if box.void else RECALLED)
        if box.lot_id is None:
            raise StillPacking(box=box.code, batch=batch_code(box.packing_id))
        if loaded_at < box.packed_at:
            raise WrongMoment(at=loaded_at)
    by_key = {box.box_id: box.code for box in boxes}
    rows = Loading.objects.filter(box__in=by_key).order_by("pk")
    for box_id, parcel_id, until in rows.values_list("box_id", "parcel_id", "until"):
        if until is None:
            raise BoxGone(box=by_key[box_id], parcel=parcel_code(parcel_id))
        if until > loaded_at:
            raise WrongMoment(at=loaded_at)


def check_lots(lot_ids: Collection[int]) -> None:
    """After the entry: its spots are locked by then, so that a recall on its way is either seen here or waits for us.
    Of a lot recalled in part the boxes that are stopped are marked, and were looked at already.

    :raises LotStopped: if one is quarantined, recalled or damaged
    """
    for lot_id, condition in stock.conditions(lot_ids).items():
        if condition not in (Condition.SOUND, Condition.IN_PART):
            raise LotStopped(lot=stock.lot_codes([lot_id])[lot_id], condition=CONDITION_NAMES[condition])


def lines(boxes: Sequence[Leaving], location_id: int) -> tuple[Line, ...]:
    """Their grams and fruit by lot, at the location."""
    grams: dict[int, int] = defaultdict(int)
    pieces: dict[int, int] = defaultdict(int)
    for box in boxes:
        if box.lot_id is not None:
            grams[box.lot_id] += box.net_g
            pieces[box.lot_id] += box.pieces
    return tuple(Line(Spot(lot_id, location_id), grams[lot_id], pieces[lot_id]) for lot_id in sorted(grams))
