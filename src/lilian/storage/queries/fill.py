"""Fill rate 库容比 over time, from the reports as they came."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.storage.models import FillReport, Room
from lilian.storage.values import FillOfDay


def fill_history(actor: Actor, *, now: datetime, store_id: int | None = None, days: int = 42) -> list[FillOfDay]:
    """Each evening of the last `days`: what the rooms held by their newest report until then.

    A room counts from its first report on, with its whole capacity, so that the rate is not thinned by silence.
    """
    actor.must("storage.see")
    rooms = Room.objects.all() if store_id is None else Room.objects.filter(store_id=store_id)
    capacity = dict(rooms.values_list("pk", "capacity_g"))
    told = (
        FillReport.objects.filter(room__in=rooms, at__lte=now)
        .order_by("at", "pk")
        .values_list("at", "room_id", "stock_g")
    )
    today = timezone.localdate(now)
    evenings = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return list(_by_evening(evenings, told, capacity))


def _by_evening(
    evenings: list[date], told: Iterable[tuple[datetime, int, int]], capacity: dict[int, int]
) -> Iterable[FillOfDay]:
    stock: dict[int, int] = {}
    coming = iter(told)
    following = next(coming, None)
    for evening in evenings:
        end = timezone.make_aware(datetime.combine(evening, time.max))
        while following and following[0] <= end:
            stock[following[1]] = following[2]
            following = next(coming, None)
        if stock:
            yield FillOfDay(evening, sum(stock.values()), sum(capacity[room] for room in stock))
