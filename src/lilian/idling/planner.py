"""The register and the goods journal to a planning problem: rooms, the fruit in them, what leaves, the roads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.idling import queries, rules
from lilian.idling.models import Decision
from lilian.idling.rules import SHIPPED, Lying
from lilian.idling.values import DecisionKind
from lilian.kernel.geo import distance_km
from lilian.kernel.marks import gettext_noop
from lilian.kernel.months import days_in, first_of, month_after, months_from
from lilian.kernel.refusal import Refusal
from lilian.planning import consolidation as planning
from lilian.stock import queries as stock
from lilian.stock.queries.lots import LotCard
from lilian.storage import queries as storage

ANY_GRADE = "未分级"
IN_USE_UNKNOWN = "账上没有这间库的货，库存只有填报，先当它一直开着"
OUT_OF_USE = "停用"


class NoFruit(Refusal):
    code = "idling.no_fruit"
    sentence = gettext_noop("货物账上的库房里没有果，没有可以并的。")
    remedy = gettext_noop("请先把各库的果入账，再做并库方案。")


class NothingLeaves(Refusal):
    code = "idling.nothing_leaves"
    sentence = gettext_noop("这几个月还没有一条计划出库。")
    remedy = gettext_noop("请先让各单位填计划出库：哪个月出多少吨。")


@dataclass(frozen=True)
class Asked:
    """A question; what people call its rooms and stores; the first day of each month; and its fruit lot by lot."""

    problem: planning.Problem
    notes: dict[str, Any]
    span: tuple[date, ...]
    lying: tuple[Lying, ...] = field(default=())


def room_code(room: Any) -> str:
    """What a plan calls a room of the register."""
    return f"{room.store.code}-{room.code}"


def kind_of(variety: str, grade: str) -> str:
    """Fruit that may stand in for other fruit, as the planner calls it."""
    return f"{variety}·{grade or ANY_GRADE}"


def locations_by_code(actor: Actor) -> dict[str, int]:
    """Where in the goods journal each room that is on the books lies."""
    return {room_code(room): room.location_id for room in storage.rooms(actor) if room.location_id}


def from_register(actor: Actor, *, first_month: date, months: int, now: datetime) -> Asked:
    """The stores as they are, what lies in them, what is planned to leave.

    :raises NoFruit, NothingLeaves: if there is nothing to plan with
    :raises NoTerms: if nobody said what carrying costs
    """
    rooms = list(storage.rooms(actor))
    accepts = _accepts(actor, now)
    lying = lying_now(actor, rooms, first_month)
    if not lying:
        raise NoFruit()
    wanted = _withdrawals(actor, first_month, months, lying)
    if not wanted:
        raise NothingLeaves()
    span, kinds = months_from(first_month, months), sorted({each.variety for each in lying})
    problem = planning.Problem(
        rooms=tuple(_rooms(rooms, accepts, kinds, span, lying)),
        stock=tuple(planning.Stock(each.room, each.variety, each.months_left, each.weight_g) for each in lying),
        withdrawals=wanted,
        links=tuple(_links(rooms, first_month)),
        terms=_terms(actor, months),
    )
    asked = Asked(problem, {"rooms": {room_code(room): _note(room) for room in rooms}}, span, lying)
    return _with_facts(actor, asked, rooms)


def lying_now(actor: Actor, rooms: Iterable[Any], first_month: date) -> tuple[Lying, ...]:
    """What the journal has in these rooms, lot by lot."""
    codes = {room_code(room) for room in rooms}
    places = {pk: code for code, pk in locations_by_code(actor).items() if code in codes}
    stays = set(Decision.objects.filter(withdrawn_at__isnull=True, lot__isnull=False).values_list("lot_id", flat=True))
    found = []
    for card in stock.cards(stock.lots_in(actor, places)):
        kind, months = kind_of(card.variety, card.grade), _months_left(card, first_month)
        for lies in card.lies:
            if lies.location_id in places and lies.weight_g > 0:
                room = places[lies.location_id]
                found.append(Lying(card.lot_id, room, kind, months, lies.weight_g, card.lot_id in stays))
    return tuple(found)


def _months_left(card: LotCard, first_month: date) -> int:
    """At least one: fruit that is there is sold or lost by people, not by a plan."""
    born = card.harvest_date or card.made_on
    age = (first_month.year - born.year) * 12 + first_month.month - born.month
    return max(1, SHIPPED.keeps(card.variety) - max(0, age))


def _accepts(actor: Actor, now: datetime) -> dict[int, frozenset[str]]:
    return {card.id: frozenset(card.accepts) for card in storage.store_cards(actor, now=now)}


def _rooms(
    rooms: Iterable[Any],
    accepts: Mapping[int, frozenset[str]],
    kinds: Iterable[str],
    span: tuple[date, ...],
    lying: Iterable[Lying],
) -> Iterable[planning.Room]:
    rooms, full = list(rooms), {each.room for each in lying}
    fits = queries.latest_fits(rooms)
    for room in rooms:
        model, code = fits[room.pk].model, room_code(room)
        wall, inside = rules.wall_m2(room.volume_l), room.store.temperature_mc / 1_000
        yield planning.Room(
            code=code,
            store=room.store.code,
            capacity_g=room.capacity_g,
            accepts=frozenset(kind for kind in kinds if kind.partition("·")[0] in accepts[room.store_id]),
            running_wh=tuple(
                model.running_wh(wall, SHIPPED.outside_c[month.month - 1], inside, days_in(month)) for month in span
            ),
            per_tonne_wh=tuple(model.per_tonne_wh(days_in(month)) for month in span),
            start_fen=SHIPPED.start_fen,
            stop_fen=SHIPPED.stop_fen,
            running_now=code in full,
        )


def _links(rooms: Iterable[Any], day: date) -> Iterable[planning.Link]:
    """From each store to the nearest ones, and from room to room within it."""
    terms = storage.terms_on(day)
    stores = list({room.store_id: room.store for room in rooms}.values())
    for store in stores:
        yield planning.Link(store.code, store.code, round(terms.handling_fen_per_tonne))
        here = store.place
        away = sorted(
            (distance_km(here.lat, here.lon, other.place.lat, other.place.lon), other.code)
            for other in stores
            if other.pk != store.pk
        )
        for km, code in away[: SHIPPED.nearest_stores]:
            carried = terms.freight_fen_per_tonne_km * km * terms.road_factor
            yield planning.Link(store.code, code, round(2 * terms.handling_fen_per_tonne + carried))


def _withdrawals(actor: Actor, first: date, months: int, lying: Iterable[Lying]) -> tuple[planning.Withdrawal, ...]:
    """A plan that names no grade is shared over the grades as they lie; what is planned of fruit that lies nowhere is
    no business of the rooms."""
    held: dict[str, int] = defaultdict(int)
    for each in lying:
        held[each.variety] += each.weight_g
    summed: dict[tuple[int, str], int] = defaultdict(int)
    for (variety, grade, month), weight_g in queries.planned(
        actor, first=first, until=month_after(first, months)
    ).items():
        index = (month.year - first.year) * 12 + month.month - first.month
        kinds = [kind for kind in sorted(held) if kind.partition("·")[0] == variety]
        chosen = [kind_of(variety, grade)] if grade else kinds
        for kind, part_g in _shared(weight_g, {kind: held[kind] for kind in chosen if kind in held}).items():
            summed[index, kind] += part_g
    return tuple(planning.Withdrawal(month, kind, g) for (month, kind), g in sorted(summed.items()) if g > 0)


def _shared(weight_g: int, held: Mapping[str, int]) -> dict[str, int]:
    """By what lies, to the gram: the last gets the rest."""
    total, left, found = sum(held.values()), weight_g, dict[str, int]()
    for number, (kind, held_g) in enumerate(held.items(), 1):
        found[kind] = left if number == len(held) else weight_g * held_g // total
        left -= found[kind]
    return found


def _terms(actor: Actor, months: int) -> planning.Terms:
    fits = queries.latest_fits(storage.rooms(actor)).values()
    loaded = sorted(each.model.loaded_wh for each in fits)
    return planning.Terms(
        months=months,
        fen_per_kwh=SHIPPED.fen_per_kwh,
        loaded_wh_per_tonne=loaded[len(loaded) // 2],  # what comes from a cold room is cold already: no room's own
        loss_per_mille=SHIPPED.loss_per_mille,
        value_fen_per_tonne=SHIPPED.value_fen_per_tonne,
        missing_fen_per_tonne=SHIPPED.missing_fen_per_tonne,
        idle_months=min(months, SHIPPED.idle_months),
    )


def _note(room: Any) -> dict[str, Any]:
    return {"room": room.code, "store": room.store.code, "name": room.store.name, "id": room.pk}


def _with_facts(actor: Actor, asked: Asked, rooms: list[Any]) -> Asked:
    """Rooms out of use stand. A room whose fruit is only reported runs on whatever is planned: what it draws empty is
    no cost of the plan, nor of today's practice; it offers no more than its free space."""
    full = {each.room for each in asked.lying}
    told = storage.told_stock(actor, rooms)
    unknown = {room_code(room): told[room.pk] for room in rooms if told.get(room.pk) and room_code(room) not in full}
    locks = [planning.Lock(code, runs=True, reason=IN_USE_UNKNOWN) for code in sorted(unknown)]
    for outage in storage.room_outages(actor, since=asked.span[0]):
        code = room_code(outage.room)
        if code in full or code in unknown:
            continue  # it holds fruit: whoever put it out of use has to empty it first
        months = [n for n, month in enumerate(asked.span) if _touches(outage, month)]
        locks += [planning.Lock(code, runs=False, month=n, reason=OUT_OF_USE) for n in months]
    changed = tuple(_busy(room, unknown[room.code]) if room.code in unknown else room for room in asked.problem.rooms)
    unique = tuple({(lock.room, lock.month): lock for lock in locks}.values())
    return replace(
        asked,
        problem=replace(asked.problem, rooms=changed, locks=unique),
        notes=asked.notes | {"unknown": sorted(unknown)},
    )


def _busy(room: planning.Room, told_g: int) -> planning.Room:
    """A room that others keep running: it costs the plan no more than the fruit that is brought."""
    idle_wh = (0,) * len(room.running_wh)
    free_g = max(0, room.capacity_g - told_g)
    return replace(room, capacity_g=free_g, running_wh=idle_wh, start_fen=0, stop_fen=0, running_now=True)


def _touches(outage: Any, month: date) -> bool:
    return outage.starts_on < month_after(month) and (outage.ends_on is None or outage.ends_on > month)


def with_decisions(asked: Asked, decided: Iterable[Decision]) -> Asked:
    """The same question under what people decided; what is about months or rooms that are not in it does not bind.

    :raises BadConsolidation: if decisions contradict each other
    """
    known = {room.code for room in asked.problem.rooms}
    locks = {(lock.room, lock.month): lock for lock in asked.problem.locks}
    for rule in decided:
        code = room_code(rule.room)
        if rule.kind == DecisionKind.STAY or code not in known or (rule.month and rule.month not in asked.span):
            continue
        month = asked.span.index(rule.month) if rule.month else None
        runs = rule.kind == DecisionKind.RUN
        for place in [at for at in locks if at[0] == code and (month is None or at[1] in (None, month))]:
            del locks[place]  # what people say counts more than what was only taken for granted
        locks[code, month] = planning.Lock(code, runs=runs, month=month, reason=rule.reason)
    pins: dict[tuple[str, str, int], int] = defaultdict(int)
    for each in asked.lying:
        if each.stays:
            pins[each.room, each.variety, each.months_left] += each.weight_g
    made = tuple(planning.Pin(*shelf, weight_g) for shelf, weight_g in sorted(pins.items()))
    return replace(asked, problem=replace(asked.problem, locks=tuple(locks.values()), pins=made))


def this_month(now: datetime) -> date:
    return first_of(timezone.localdate(now))
