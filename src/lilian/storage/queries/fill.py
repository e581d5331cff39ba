"""Fill rate 库容比 over time, from the reports as they came: county, township, store."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from lilian.base.actors import Actor
from lilian.storage.models import FillReport, Room
from lilian.storage.values import FillOfDay

Told = tuple[datetime, int, int]


def fill_history(actor: Actor, *, now: datetime, store_id: int | None = None, days: int = 42) -> list[FillOfDay]:
    """Each evening of the last `days`: what the rooms held by their newest report until then.

    A room counts from its first report on, with its whole capacity, so that the rate is not thinned by silence.
    """
    actor.must("storage.see")
    rooms = list(Room.objects.all() if store_id is None else Room.objects.filter(store_id=store_id))
    evenings = _evenings(now, days)
    return list(_by_evening(evenings, _told(rooms, evenings[0], now), rooms))


def fill_by_township(actor: Actor, *, now: datetime, days: int = 42) -> dict[str, list[FillOfDay]]:
    """As `fill_history`, by the township where the stores stand ('' where none is given); four queries in all."""
    actor.must("storage.see")
    rooms: dict[str, list[Room]] = defaultdict(list)
    for room in Room.objects.select_related("store__place__township"):
        rooms[str(room.store.place.township or "")].append(room)
    evenings = _evenings(now, days)
    told = _told([room for some in rooms.values() for room in some], evenings[0], now)
    return {town: list(_by_evening(evenings, told, some)) for town, some in sorted(rooms.items())}


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


def _by_evening(evenings: Iterable[date], told: Iterable[Told], rooms: Iterable[Room]) -> Iterable[FillOfDay]:
    capacity = {room.pk: room.capacity_g for room in rooms}
    stock: dict[int, int] = {}
    coming = (one for one in told if one[1] in capacity)
    following = next(coming, None)
    for evening in evenings:
        end = timezone.make_aware(datetime.combine(evening, time.max))
        while following and following[0] <= end:
            stock[following[1]] = following[2]
            following = next(coming, None)
        if stock:
            yield FillOfDay(evening, sum(stock.values()), sum(capacity[room] for room in stock))
