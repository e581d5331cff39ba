"""The scarce thing: what lies of a lot at a location. All spots of an act are locked at once, in one order."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from lilian.base.actors import Actor
from lilian.base.drawn import Insertion, Question
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import NotFound
from lilian.stock import rules
from lilian.stock.actions.refusals import ConditionForbids, DayClosed, LocationClosed, NotEnough
from lilian.stock.models import Balance, Book, Hold, HoldEnd, Location, Lot, Standing
from lilian.stock.values import CONDITION_NAMES, ENTRY_KIND_NAMES, Condition, EntryKind, HoldEnding, Line, Spot


class Lying(NamedTuple):
    """What lies of a lot at a location, and how much of it is held."""

    weight_g: int
    pieces: int
    held_g: int
    held_pieces: int
    is_nowhere: bool


SPOT, NOTHING = ("lot_id", "location_id"), (0, 0, 0, 0)
ZEROS = Insertion(Balance, *SPOT, *Lying._fields, unless_there=True)
NOWHERE = Question(
    lambda places: Location.objects.filter(pk__in=places, organisation__isnull=True).order_by().values_list("pk")
)
# Lots come last: of them there may be many.
LYING = Question(
    lambda places, lots: (
        Balance.objects.filter(location_id__in=places, lot_id__in=lots)
        .order_by(*SPOT)
        .select_for_update()
        .values_list(*SPOT, *Lying._fields)
    )
)
CONDITIONS = Question(
    lambda lots: Standing.objects.filter(lot_id__in=lots).order_by("pk").values_list("lot_id", "condition")
)


def of(lines: Iterable[Line]) -> set[Spot]:
    return {line.spot for line in lines}


def locked(spots: Collection[Spot]) -> dict[Spot, Lying]:
    """What lies at these spots, nobody else's until the transaction ends; what never lay there is a zero."""
    nowhere = {pk for (pk,) in NOWHERE.rows(sorted({spot.location_id for spot in spots}))}
    ZEROS.write((spot.lot_id, spot.location_id, *NOTHING, spot.location_id in nowhere) for spot in sorted(spots))
    return read(spots)


def read(spots: Collection[Spot]) -> dict[Spot, Lying]:
    """The same, where all of them are known to be there."""
    lots, places = sorted({spot.lot_id for spot in spots}), sorted({spot.location_id for spot in spots})
    found = {Spot(lot_id, place): Lying(*figures) for lot_id, place, *figures in LYING.rows(places, lots)}
    return {spot: found[spot] for spot in sorted(spots)}


def check_enough(balances: dict[Spot, Lying], lines: Iterable[Line], now: datetime) -> None:
    """Nothing that is not there leaves, and nothing that is held for another.

    :raises NotEnough: naming the first spot that falls short
    """
    somewhere = [line for line in lines if not balances[line.spot].is_nowhere]
    if _first_short(balances, somewhere) and end_due(set(balances), now):
        balances = read(balances)
    check_each(balances, somewhere)


def check_each(balances: dict[Spot, Lying], lines: Sequence[Line]) -> None:
    """:raises NotEnough: naming the first spot that falls short"""
    if short := _first_short(balances, lines):
        spot, free_g, wanted_g = short
        raise NotEnough(
            lot=Lot.objects.get(pk=spot.lot_id).code,
            location=Location.objects.get(pk=spot.location_id).name,
            free=weight_text(free_g, "公斤"),
            wanted=weight_text(wanted_g, "公斤"),
        )


def _first_short(balances: dict[Spot, Lying], lines: Sequence[Line]) -> tuple[Spot, int, int] | None:
    """The spot, what is free there and what is wanted of it. What comes there in the same entry is not there yet."""
    for spot in sorted(of(lines)):
        leaving, lies = [line for line in lines if line.spot == spot], balances[spot]
        grams = sum(min(line.weight_g, 0) for line in leaving)
        pieces = sum(min(line.pieces, 0) for line in leaving)
        free_g, free_pieces = lies.weight_g - lies.held_g, lies.pieces - lies.held_pieces
        if (grams and free_g + grams < 0) or (pieces and free_pieces + pieces < 0):
            return spot, free_g, -grams
    return None


def end_due(spots: Collection[Spot], now: datetime) -> int:
    """End the holds on these spots whose time is over; return how many."""
    due = Hold.objects.filter(end__isnull=True, until__lte=now, lot_id__in={spot.lot_id for spot in spots})
    ended = [hold for hold in due if Spot(hold.lot_id, hold.location_id) in spots]
    HoldEnd.objects.bulk_create(
        HoldEnd(hold=hold, ending=HoldEnding.EXPIRED.value, at=now, ended_by="") for hold in ended
    )
    return len(ended)


def check_conditions(lot_ids: Collection[int], kind: EntryKind, *, box_by_box: bool = False) -> None:
    """:raises ConditionForbids: if a lot's condition does not allow this kind of entry"""
    for lot_id, condition in conditions(lot_ids).items():
        allowed = rules.MAY_BE_POSTED[condition] | (rules.BOX_BY_BOX.get(condition, set()) if box_by_box else set())
        if kind not in allowed:
            raise ConditionForbids(
                lot=Lot.objects.get(pk=lot_id).code, condition=CONDITION_NAMES[condition], kind=ENTRY_KIND_NAMES[kind]
            )


def conditions(lot_ids: Collection[int]) -> dict[int, Condition]:
    """Of the lots somebody decided something about: what was decided last."""
    return {lot_id: Condition(condition) for lot_id, condition in CONDITIONS.rows(sorted(set(lot_ids)))}


def locations(ids: Collection[int]) -> dict[int, Location]:
    """:raises NotFound: if one is not there"""
    found = Location.objects.in_bulk(ids)
    if len(found) != len(set(ids)):
        raise NotFound()
    return found


def check_places(actor: Actor, permission: str, lines: Iterable[Line], day: date | None) -> None:
    """Who takes must be allowed to where it lies; what comes from nowhere, where it goes. `day` of None is no posting.

    :raises NotAllowed, NotFound, LocationClosed, DayClosed: as the names say
    """
    lines = tuple(lines)
    known = locations({line.spot.location_id for line in lines})
    taken = {known[line.spot.location_id] for line in lines if line.weight_g < 0 or line.pieces < 0}
    given = {known[line.spot.location_id] for line in lines} - taken
    somewhere = [location for location in taken if location.organisation_id]
    for location in somewhere or given:
        if location.organisation_id:
            actor.must(permission, organisation_id=location.organisation_id)
    if closed := next((location for location in given if location.closed_on), None):
        raise LocationClosed(location=closed.name)
    if day is not None:
        _check_day(day, {location.organisation_id for location in known.values()})


def _check_day(day: date, organisation_ids: Collection[int | None]) -> None:
    closed = Book.objects.filter(organisation_id__in=[pk for pk in organisation_ids if pk], closed_through__gte=day)
    if closed.exists():
        raise DayClosed(day=day)
