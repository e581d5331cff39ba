"""How long each lot still keeps, and what should leave first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.keeping.models import LifeRule
from lilian.keeping.queries.stays import lying, maturities
from lilian.keeping.rules import life
from lilian.keeping.values import LyingLot, Maturity
from lilian.stock import queries as stock
from lilian.storage import queries as storage
from lilian.storage.queries import KeptRoom

LONGEST_YEAR = timedelta(days=400)
Rules = dict[tuple[str, str, Maturity], life.Life]


@dataclass(frozen=True)
class Aged:
    """A lot in a room and what is left of its life."""

    lot: LyingLot
    room: str
    maturity: Maturity
    left: life.Remaining


def aged(
    actor: Actor, *, now: datetime, room_ids: Sequence[int] | None = None, rules: "Rules | None" = None
) -> list[Aged]:
    """Lots in the rooms within reach, those that keep least long first; `rules` in place of those in force."""
    kept = storage.kept_rooms(actor, permission="keeping.see", ids=room_ids)
    here = [lot for lots in lying(actor, kept).values() for lot in lots]
    ripe, ways = maturities([lot.lot_id for lot in here]), _ways(here, kept, now)
    rules = lives_on(timezone.localdate(now)) if rules is None else rules
    names = {room.id: room.name for room in kept}
    found = []
    for lot in here:
        maturity = ripe.get(lot.lot_id, Maturity.RIGHT)
        left = life.remaining(
            _life(rules, lot, maturity), lot.harvest_date, ways[lot.lot_id, lot.room_id], timezone.localdate(now)
        )
        found.append(Aged(lot, names[lot.room_id], maturity, left))
    return sorted(found, key=lambda one: (one.left.days, one.lot.lot_id, one.lot.room_id))


@dataclass(frozen=True)
class Lasting:
    """Days fruit still keeps at some warmth, and where the table comes from; never below zero."""

    days: Mapping[int, int]
    source: str


def lasting(
    kind: tuple[str, str],
    picked: date | None,
    stays: Sequence[tuple[int, datetime, datetime]],
    *,
    on: date,
    at_mc: Sequence[int],
) -> Lasting:
    """How many days fruit of a variety and grade keeps from `on` at each of these temperatures (thousandths of °C).

    `stays` says in which rooms it lay from when until when, oldest first; ripeness counts as picked in time.
    """
    rules = lives_on(on)
    own = rules.get((*kind, Maturity.RIGHT)) or rules.get((kind[0], "", Maturity.RIGHT))
    table = own or life.shipped_life(Maturity.RIGHT)
    read = _read({room for room, _, _ in stays}, stays[0][1]) if stays else {}
    lay = [life.Stay(start, end, read[room]) for room, start, end in stays]
    left = max(0, life.remaining(table, picked, lay, on).days)
    source = "" if own else life.shipped().source
    return Lasting({value: life.days_at(table, left, value) for value in at_mc}, source)


def first_out(lots: Sequence[Aged], wanted_g: int) -> list[tuple[Aged, int]]:
    """What to take of which lot so that what keeps least goes first; held fruit stays."""
    by_spot = {(one.lot.lot_id, one.lot.room_id): one for one in lots}
    candidates = [life.Candidate(one.lot.lot_id, one.lot.room_id, one.lot.free_g, one.left.days) for one in lots]
    return [(by_spot[one.lot_id, one.room_id], g) for one, g in life.first_out(candidates, wanted_g)]


def _ways(here: Sequence[LyingLot], kept: Iterable[KeptRoom], now: datetime) -> dict[tuple[int, int], list[life.Stay]]:
    """Which rooms each lot went through on its way to where it lies, with what was read there."""
    came = stock.came({lot.lot_id for lot in here})
    room_of = storage.rooms_at({one.location_id for some in came.values() for one in some})
    read = _read({*room_of.values(), *(room.id for room in kept)}, now - LONGEST_YEAR)
    ways = {}
    for lot in here:
        steps = [(room_of[one.location_id], one.at) for one in came[lot.lot_id] if one.location_id in room_of]
        last = max((n for n, (room_id, _) in enumerate(steps) if room_id == lot.room_id), default=-1)
        ends = [at for _, at in steps[1 : last + 1]] + [now]
        ways[lot.lot_id, lot.room_id] = [
            life.Stay(start, end, read[room_id]) for (room_id, start), end in zip(steps[: last + 1], ends, strict=False)
        ]
    return ways


def _read(room_ids: set[int], since: datetime) -> dict[int, list[tuple[datetime, int]]]:
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for one in storage.measured(list(room_ids), since=since):
        found[one.room_id].append((one.at, one.temperature_mc))
    return found


def lives_on(today: date) -> Rules:
    """The newest version in force of each; a variety by its name."""
    names = {variety.pk: variety.name for variety in catalog.varieties()}
    found = LifeRule.objects.filter(effective_from__lte=today).order_by("effective_from", "pk")
    return {
        (names[rule.variety_id], rule.grade, Maturity(rule.maturity)): life.Life(
            Maturity(rule.maturity), rule.days, rule.band_mc, rule.lost_min, rule.field_days
        )
        for rule in found
    }


def _life(rules: Rules, lot: LyingLot, maturity: Maturity) -> life.Life:
    """The grade's own rule, else the variety's, else what is shipped."""
    own = rules.get((lot.variety, lot.grade, maturity)) or rules.get((lot.variety, "", maturity))
    return own or life.shipped_life(maturity)
