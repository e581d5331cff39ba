"""Storage fees of a month, worked out from the goods journal in one place."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.keeping.models import FeeTerms
from lilian.keeping.rules import fees as rules
from lilian.kernel.refusal import NotFound
from lilian.stock import queries as stock
from lilian.storage import queries as storage


def month_fees(actor: Actor, *, store_id: int, month: date, today: date) -> list[rules.Fee]:
    """What each owner owes the store for a month, up to today; the own fruit of the store too, so that it is seen.

    :raises NotFound: if the actor may not see the store's fees
    """
    rooms = storage.kept_rooms(actor, permission="keeping.see_fees", store_id=store_id)
    if not rooms:
        raise NotFound()
    days = [day for day in rules.days_of(month) if day <= today]
    if not days:
        return []
    terms = prices_of([store_id]).get(store_id, [])
    rates = {day: rules.rate_on(day, terms, rooms[0].fee_fen_per_tonne_month) for day in days}
    locations = [room.location_id for room in rooms if room.location_id is not None]
    return rules.fees(_lays(locations, days), rates, month)


def fee_terms(actor: Actor, *, store_id: int) -> list[FeeTerms]:
    """The prices a store published, the newest first.

    :raises NotFound: if the actor may not see the store's fees
    """
    if not storage.kept_rooms(actor, permission="keeping.see_fees", store_id=store_id):
        raise NotFound()
    return list(FeeTerms.objects.filter(store=store_id).order_by("-effective_from"))


def prices_of(store_ids: Collection[int]) -> dict[int, list[tuple[date, int]]]:
    """By store, (from when, fen a tonne and month) in order; one that never published a price is missing."""
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = FeeTerms.objects.filter(store__in=store_ids).order_by("effective_from")
    for store_id, day, fen in rows.values_list("store_id", "effective_from", "fen_per_tonne_month"):
        found[store_id].append((day, fen))
    return dict(found)


def _lays(locations: list[int], days: list[date]) -> list[rules.Lay]:
    """What of each lot lay there each evening, and whose it was then."""
    changes: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for one in stock.daily(locations, through=days[-1]):
        changes[one.lot_id][one.day] += one.weight_g
    owners = stock.owners(list(changes))
    found = []
    for lot_id, by_day in sorted(changes.items()):
        weight_g = sum(grams for day, grams in by_day.items() if day < days[0])
        for day in days:
            weight_g += by_day.get(day, 0)
            if weight_g:
                found.append(rules.Lay(day, lot_id, _owner(owners[lot_id], day), weight_g))
    return found


def _owner(owned: list[tuple[datetime, int]], day: date) -> int:
    """Whose it was at the end of the day, as the county counts days."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)).astimezone(UTC)
    return next((owner for at, owner in reversed(owned) if at < end), owned[0][1])
