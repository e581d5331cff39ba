"""Loads that were recorded at the door and are in no room yet."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Sum

from lilian.base.actors import Actor
from lilian.keeping.models import PutAway
from lilian.keeping.values import Fruit, Load, Source
from lilian.kernel.refusal import NotFound
from lilian.storage import queries as storage

LATELY = timedelta(days=60)  # older loads went into a store before it was on the books


def loads(actor: Actor, *, now: datetime, store_id: int | None = None) -> list[Load]:
    """Those of which something is left to put away, the oldest first."""
    since = now - LATELY
    expected = [each for each in storage.came_expected(actor, since=since) if each.expected.store_id is not None]
    unplanned = storage.came_unplanned(actor, since=since)
    put_g = _put_away("arrival_id", [each.pk for each in expected])
    other_g = _put_away("unplanned_id", [each.pk for each in unplanned])
    found = [
        *(_expected(each, put_g[each.pk]) for each in expected),
        *(_unplanned(each, other_g[each.pk]) for each in unplanned),
    ]
    here = [load for load in found if load.left_g > 0 and store_id in (None, load.store_id)]
    return sorted(here, key=lambda load: load.at)


def load(actor: Actor, source: Source, source_id: int) -> Load:
    """One of them, whether something is left of it or not.

    :raises NotFound: if there is none, or it is another's
    """
    if source is Source.ARRIVAL:
        return _expected(storage.came_one(actor, source_id), _put_away("arrival_id", [source_id])[source_id])
    if source is Source.UNPLANNED:
        one = storage.unplanned_one(actor, source_id)
        if one.reverses_id is not None or hasattr(one, "reversed_by"):
            raise NotFound()
        return _unplanned(one, _put_away("unplanned_id", [source_id])[source_id])
    raise NotFound()


def put_away_g(source: Source, source_id: int) -> int:
    """Grams of a load that are in rooms; what was taken back is not."""
    return _put_away(f"{source.value}_id", [source_id])[source_id]


def standing() -> Any:
    """Put-aways whose entry was not reversed."""
    return PutAway.objects.filter(entry__reversed_by__isnull=True)


def _put_away(column: str, keys: Collection[int]) -> dict[int, int]:
    rows = standing().filter(**{f"{column}__in": keys}).order_by().values_list(column).annotate(sum_g=Sum("weight_g"))
    return defaultdict(int, dict(rows))


def _fruit(lot: Any, variety_id: int | None) -> Fruit:
    """As the waiting lot says, where it is one; else the keeper has to say whose it is (0 is not known)."""
    if lot is None:
        return Fruit(0, variety_id or 0)
    return Fruit(lot.organisation_id, lot.variety_id, lot.grade, lot.harvest_date, lot.grower_id)


def _words(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _expected(one: Any, put_g: int) -> Load:
    line = one.expected
    return Load(
        source=Source.ARRIVAL,
        source_id=one.pk,
        store_id=line.store_id,
        store=line.store_name,
        label=_words(line.lot_code, line.village, line.point),
        weight_g=one.weight_g,
        left_g=one.weight_g - put_g,
        at=one.at,
        fruit=_fruit(line.lot, None),
    )


def _unplanned(one: Any, put_g: int) -> Load:
    return Load(
        source=Source.UNPLANNED,
        source_id=one.pk,
        store_id=one.store_id,
        store=one.store.name,
        label=_words(one.lot.code if one.lot else "", one.brought_by),
        weight_g=one.weight_g,
        left_g=one.weight_g - put_g,
        at=one.at,
        fruit=_fruit(one.lot, one.variety_id),
    )
