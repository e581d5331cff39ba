"""Lots in rooms: what lies where, since when, how ripe it was."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Max, Min

from lilian.base.actors import Actor
from lilian.keeping.models import PutAway, RoomDay
from lilian.keeping.values import LyingLot, Maturity
from lilian.stock import queries as stock
from lilian.stock.queries.lots import LotCard, Lying
from lilian.storage.queries import KeptRoom


def lying(actor: Actor, rooms: Iterable[KeptRoom]) -> dict[int, list[LyingLot]]:
    """What the actor may see of what lies in these rooms, by room id; as many queries however many."""
    room_of = {room.location_id: room.id for room in rooms if room.location_id is not None}
    found: dict[int, list[LyingLot]] = defaultdict(list)
    if not room_of:
        return found
    keys = stock.lot_ids_at(room_of)
    cards = stock.cards(stock.lots(actor).filter(pk__in=keys).order_by("pk"))
    since = first_put_away(keys, room_of.values())
    for card in cards:
        for lies in card.lies:
            if lies.location_id in room_of:
                room_id = room_of[lies.location_id]
                found[room_id].append(_lying(card, lies, room_id, since.get((card.lot_id, room_id))))
    return found


def first_put_away(lot_ids: Collection[int], room_ids: Iterable[int]) -> dict[tuple[int, int], date]:
    """When the first of each lot was put into each room."""
    found = PutAway.objects.filter(lot__in=lot_ids, room__in=list(room_ids)).order_by()
    return {(lot, room): day for lot, room, day in found.values_list("lot_id", "room_id").annotate(first=Min("day"))}


def maturities(lot_ids: Collection[int]) -> dict[int, Maturity]:
    """As it was last said when some of the lot was put away; a lot of which nobody said is not here."""
    said = PutAway.objects.filter(lot__in=lot_ids).order_by("pk").values_list("lot_id", "maturity")
    return {lot_id: Maturity(maturity) for lot_id, maturity in said}


def most_booked(room_ids: Collection[int], *, since: date) -> dict[int, int]:
    """The most that is promised of each room on one day from `since` on; a room without promises is missing."""
    days = RoomDay.objects.filter(room__in=room_ids, day__gte=since, booked_g__gt=0).order_by()
    return dict(days.values_list("room_id").annotate(most=Max("booked_g")))


def _lying(card: LotCard, lies: Lying, room_id: int, since: date | None) -> LyingLot:
    return LyingLot(
        lot_id=card.lot_id,
        code=card.code,
        room_id=room_id,
        variety=card.variety,
        grade=card.grade,
        owner=card.owner,
        maker=card.maker,
        harvest_date=card.harvest_date,
        weight_g=lies.weight_g,
        free_g=lies.free_g,
        since=since,
    )


def sums(lots: Mapping[int, Collection[LyingLot]]) -> dict[int, int]:
    """Grams in each room."""
    return {room_id: sum(lot.weight_g for lot in here) for room_id, here in lots.items()}
