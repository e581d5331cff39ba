"""Fruit comes, is moved, counted, shipped, brought back, thrown away: one entry each."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lilian.base.actors import Actor
from lilian.base.numbers import next_ids
from lilian.kernel.quantity import weight_text
from lilian.stock import rules
from lilian.stock.actions import spots
from lilian.stock.actions.posting import Draft, NewLot, nowhere, post, posted_before, write_lots
from lilian.stock.actions.refusals import (
    DayToCome,
    NoDifference,
    NoReason,
    NothingTaken,
    NoWeight,
    SameLocation,
    SharesDiffer,
)
from lilian.stock.models import Entry
from lilian.stock.values import EntryKind, Line, LocationKind, Origin, Outgoing, Posted, Receipt, Spot, Transfer


@transaction.atomic
def receive(*, actor: Actor, receipt: Receipt, client_key: str, now: datetime) -> Posted:
    """Fruit from the orchard becomes a lot at a location.

    :raises SharesDiffer: if the shares do not sum to the weight
    :raises DayClosed, DayToCome, LocationClosed, NoWeight: nothing is written then
    """
    draft = Draft(EntryKind.RECEIVE, receipt.day, client_key, receipt, receipt.note)
    if same := posted_before(draft):
        return same
    output, shares = receipt.output, _shares(receipt)
    come = Line(Spot(0, output.location_id), output.weight_g, output.pieces)
    check_taken([come])
    check_posting(actor, [come], receipt.day, now)
    (entry_id,) = next_ids(Entry, 1)
    (lot_id,) = write_lots(entry_id, [NewLot(output.lot, shares)], day=receipt.day, now=now)
    there = Line(Spot(lot_id, output.location_id), output.weight_g, output.pieces)
    lines = (there, elsewhere(there, nowhere(LocationKind.HARVEST)))
    post(actor, draft, lines, now, entry_id)
    return Posted(entry_id, (lot_id,))


def _shares(receipt: Receipt) -> dict[Origin, int]:
    summed: dict[Origin, int] = {}
    for origin, weight_g in receipt.shares:
        summed[origin] = summed.get(origin, 0) + weight_g
    total_g = sum(summed.values())
    if total_g != receipt.output.weight_g or min(summed.values()) <= 0:
        raise SharesDiffer(sum=weight_text(total_g, "公斤"), weight=weight_text(receipt.output.weight_g, "公斤"))
    return summed


@transaction.atomic
def move(
    *, actor: Actor, transfers: Sequence[Transfer], day: date, client_key: str, now: datetime, note: str = ""
) -> Posted:
    """Lots go from one location to another and stay what they are.

    :raises NotEnough, ConditionForbids, SameLocation, LocationClosed, DayClosed: nothing is written then
    """
    draft = Draft(EntryKind.MOVE, day, client_key, tuple(transfers), note)
    if same := posted_before(draft):
        return same
    check_taken([transfer.taken for transfer in transfers])
    if any(transfer.taken.spot.location_id == transfer.to_id for transfer in transfers):
        raise SameLocation()
    lines = rules.mirrored(transfer.taken for transfer in transfers)
    lines += tuple(
        Line(Spot(each.taken.spot.lot_id, each.to_id), each.taken.weight_g, each.taken.pieces) for each in transfers
    )
    return _posted(actor, draft, lines, now)


@transaction.atomic
def ship(*, actor: Actor, outgoing: Outgoing, client_key: str, now: datetime, box_by_box: bool = False) -> Posted:
    """Fruit goes to who bought it; holds that were kept for it are used. `box_by_box`: the caller holds every box that
    goes and none is called back, so that of a lot recalled in part they may leave.

    :raises NotEnough, ConditionForbids, HoldEnded, HoldOfAnother: nothing is written then
    """
    said = (EntryKind.SHIP, outgoing.day, client_key, outgoing, outgoing.note)
    draft = Draft(*said, hold_ids=outgoing.hold_ids, box_by_box=box_by_box)
    return _gone(actor, draft, outgoing.taken, LocationKind.SOLD, now)


@transaction.atomic
def write_off(*, actor: Actor, taken: Sequence[Line], day: date, reason: str, client_key: str, now: datetime) -> Posted:
    """Fruit is thrown away, and somebody says why.

    :raises NoReason, NotEnough: nothing is written then
    """
    if not reason.strip():
        raise NoReason()
    draft = Draft(EntryKind.WRITE_OFF, day, client_key, (*taken, reason), reason.strip())
    return _gone(actor, draft, taken, LocationKind.WASTED, now)


@transaction.atomic
def give_back(
    *, actor: Actor, returned: Sequence[Line], day: date, reason: str, client_key: str, now: datetime
) -> Posted:
    """What was sold comes back to a location, as the lot it was; never more than was sold of it.

    :raises NoReason, NotEnough: nothing is written then
    """
    if not reason.strip():
        raise NoReason()
    draft = Draft(EntryKind.RETURN, day, client_key, (*returned, reason), reason.strip())
    if same := posted_before(draft):
        return same
    check_taken(returned)
    sold = nowhere(LocationKind.SOLD)
    taken = [elsewhere(line, sold) for line in returned]
    balances = spots.locked(spots.of((*returned, *taken)))
    spots.check_each(balances, taken)
    return _posted(actor, draft, (*returned, *taken), now)


@transaction.atomic
def count(*, actor: Actor, counted: Sequence[Line], day: date, reason: str, client_key: str, now: datetime) -> Posted:
    """What was found at each spot; the differences from the books are posted, with their explanation.

    :raises NoDifference: if the books say the same
    :raises NoReason: if nobody explains them
    """
    if not reason.strip():
        raise NoReason()
    draft = Draft(EntryKind.COUNT, day, client_key, (*counted, reason), reason.strip())
    if same := posted_before(draft):
        return same
    if not counted or min(min(line.weight_g, line.pieces) for line in counted) < 0:
        raise NoWeight()
    check_posting(actor, rules.mirrored(counted), day, now)
    difference = nowhere(LocationKind.DIFFERENCE)
    balances = spots.locked(spots.of((*counted, *(elsewhere(line, difference) for line in counted))))
    found = [
        Line(line.spot, line.weight_g - balances[line.spot].weight_g, line.pieces - balances[line.spot].pieces)
        for line in counted
    ]
    found = [line for each in found for line in one_way(each) if line.weight_g or line.pieces]
    if not found:
        raise NoDifference()
    lines = (*found, *(elsewhere(line, difference) for line in found))
    return Posted(post(actor, draft, lines, now))


def one_way(line: Line) -> tuple[Line, ...]:
    """Fewer pieces that weigh more are two lines: a line goes one way."""
    if line.weight_g * line.pieces >= 0:
        return (line,)
    return Line(line.spot, line.weight_g, 0), Line(line.spot, 0, line.pieces)


def _gone(actor: Actor, draft: Draft, taken: Sequence[Line], where: LocationKind, now: datetime) -> Posted:
    if same := posted_before(draft):
        return same
    check_taken(taken)
    to = nowhere(where)
    lines = (*rules.mirrored(taken), *(Line(Spot(x.spot.lot_id, to), x.weight_g, x.pieces) for x in taken))
    return _posted(actor, draft, lines, now)


def _posted(actor: Actor, draft: Draft, lines: Sequence[Line], now: datetime, permission: str = "stock.post") -> Posted:
    check_posting(actor, lines, draft.day, now, permission)
    return Posted(post(actor, draft, lines, now))


def check_posting(
    actor: Actor, lines: Sequence[Line], day: date, now: datetime, permission: str = "stock.post"
) -> None:
    """Whether the actor may post these lines there on that day.

    :raises NotAllowed, NotFound, LocationClosed, DayClosed: as the names say
    :raises DayToCome: if the day has not begun in the county
    """
    spots.check_places(actor, permission, lines, day)
    if day > timezone.localdate(now):
        raise DayToCome(day=day)


def check_taken(taken: Sequence[Line]) -> None:
    """:raises NothingTaken, NoWeight: as the names say"""
    if not taken:
        raise NothingTaken()
    if any(line.weight_g < 0 or line.pieces < 0 or line.weight_g + line.pieces == 0 for line in taken):
        raise NoWeight()


def elsewhere(line: Line, location_id: int) -> Line:
    """The other side of a line: the same grams and pieces of the same lot, from or to another location."""
    return Line(Spot(line.spot.lot_id, location_id), -line.weight_g, -line.pieces)
