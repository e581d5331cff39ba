"""Fill rate 库容比 over time, as it was each evening: county, township, store.

A store's card and these count a store by the same rule (`rules.held_g`) and sum stores in one place (`Fill.of`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from lilian.base.actors import Actor
from lilian.storage import rules
from lilian.storage.models import FillReport, Room, RoomOutage, Store
from lilian.storage.queries.stores import arrivals_since
from lilian.storage.queries.told import booked_evenings
from lilian.storage.values import Fill, FillOfDay

Told = tuple[datetime, int, int]
Evening = tuple[date, dict[int, Fill]]


def fill_history(actor: Actor, *, now: datetime, store_id: int | None = None, days: int = 42) -> list[FillOfDay]:
    """Each evening of the last `days`; the last is today, as things stand.

    A store holds what its rooms last reported and what came since. A room counts from its first report on, with its
    whole capacity, so that the rate is not thinned by silence; a store in the county's rate while it is in use.
    """
    actor.must("storage.see")
    stores = Store.objects.all() if store_id is None else Store.objects.filter(pk=store_id)
    kept = list(stores.prefetch_related("rooms"))
    evenings = _evenings(now, days)
    return _county(_by_evening(evenings, kept, now), kept, even_closed=store_id is not None)


def fill_by_township(actor: Actor, *, now: datetime, days: int = 42) -> dict[str, list[FillOfDay]]:
    """As `fill_history`, by the township where the stores stand ('' where none is given); as many queries in all."""
    actor.must("storage.see")
    stores: dict[str, list[Store]] = defaultdict(list)
    for store in Store.objects.select_related("place__township").prefetch_related("rooms"):
        stores[str(store.place.township or "")].append(store)
    kept = [store for some in stores.values() for store in some]
    known = list(_by_evening(_evenings(now, days), kept, now))
    return {town: _county(known, some) for town, some in sorted(stores.items())}


def _county(known: Iterable[Evening], stores: Iterable[Store], *, even_closed: bool = False) -> list[FillOfDay]:
    """Evenings on which something was known of these stores."""
    found = []
    for evening, fills in known:
        counted = [s for s in stores if even_closed or s.closed_on is None or s.closed_on > evening]
        together = Fill.of(fills[store.pk] for store in counted if store.pk in fills)
        if together.capacity_g:
            found.append(FillOfDay(together.stock_g, together.capacity_g, day=evening))
    return found


def _evenings(now: datetime, days: int) -> list[date]:
    today = timezone.localdate(now)
    return [today - timedelta(days=back) for back in range(max(days, 1) - 1, -1, -1)]


def _told(rooms: Sequence[Room], first: date, now: datetime) -> list[Told]:
    """(when, room, grams), oldest first: the reports of the days asked for, and the last of each room before them."""
    begin = timezone.make_aware(datetime.combine(first, time.min))
    ids = [room.pk for room in rooms]
    last = FillReport.objects.filter(room=OuterRef("pk"), at__lt=begin).order_by("-at", "-pk").values("pk")[:1]
    before = Room.objects.filter(pk__in=ids).annotate(last=Subquery(last)).values_list("last", flat=True)
    kept = FillReport.objects.filter(pk__in=[pk for pk in before if pk])
    since = FillReport.objects.filter(room__in=ids, at__gte=begin, at__lte=now)
    columns = ("at", "room_id", "stock_g")
    return [*kept.values_list(*columns), *since.order_by("at", "pk").values_list(*columns)]


def _by_evening(evenings: Sequence[date], stores: Sequence[Store], now: datetime) -> Iterator[Evening]:
    """What each store held of which something was known by then, by store id; the books go before reports."""
    rooms = [room for store in stores for room in store.rooms.all()]
    told, out, booked = _told(rooms, evenings[0], now), _out_by_room(rooms, evenings), booked_evenings(rooms, evenings)
    arrived = arrivals_since(stores, min((at for at, _, _ in told), default=None))
    newest: dict[int, tuple[datetime, int]] = {}
    coming = iter(told)
    following = next(coming, None)
    for evening in evenings:
        end = timezone.make_aware(datetime.combine(evening, time.max))
        while following and following[0] <= end:
            newest[following[1]] = (following[0], following[2])
            following = next(coming, None)
        newest |= {room: known[evening] for room, known in booked.items() if evening in known}
        shut = {room for room, spans in out.items() if any(span.starts_on <= evening < _end(span) for span in spans)}
        fills = {
            store.pk: _fill(store, newest, shut, [one for one in arrived[store.pk] if one[0] <= end])
            for store in stores
        }
        yield evening, {pk: fill for pk, fill in fills.items() if fill.capacity_g}


def _out_by_room(rooms: Sequence[Room], evenings: Sequence[date]) -> dict[int, list[RoomOutage]]:
    open_or_later = Q(ends_on__isnull=True) | Q(ends_on__gt=evenings[0])
    found: dict[int, list[RoomOutage]] = defaultdict(list)
    for one in RoomOutage.objects.filter(open_or_later, room__in=[room.pk for room in rooms]):
        found[one.room_id].append(one)
    return found


def _end(outage: RoomOutage) -> date:
    return outage.ends_on or date.max


def _fill(
    store: Store, newest: dict[int, tuple[datetime, int]], shut: set[int], arrived: list[tuple[datetime, int]]
) -> Fill:
    """A room that is out of use counts neither above nor below the line."""
    known = [room for room in store.rooms.all() if room.pk in newest]
    told = [(newest[room.pk][0], 0 if room.pk in shut else newest[room.pk][1]) for room in known]
    return Fill(rules.held_g(told, arrived), sum(room.capacity_g for room in known if room.pk not in shut))
