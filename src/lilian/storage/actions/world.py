"""The world as it is now beside the world a plan was worked out for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.kernel.geo import distance_km
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Refusal
from lilian.planning import storage as planning
from lilian.storage import queries, rules
from lilian.storage.models import PendingLot, StoragePlan, Store
from lilian.storage.queries.stores import promises
from lilian.storage.values import LotStatus, StoreCard

BATCH = 400


class StoresFilled(Refusal):
    """`first` is one of the stores that filled up since."""

    code = "storage.stores_filled"
    sentence = gettext_noop("算好以后情况变了：{first} 现在只剩 {free}，方案要进 {wanted}（一共 {count} 座库放不下）。")
    remedy = gettext_noop("请按现在的库容重新计算。")


class DoorsBusy(Refusal):
    code = "storage.doors_busy"
    sentence = gettext_noop("算好以后情况变了：{first} {day} 只能再进 {free}，方案要进 {wanted}。")
    remedy = gettext_noop("请重新计算。")


class LotsGone(Refusal):
    code = "storage.lots_gone"
    sentence = gettext_noop("算好以后情况变了：批次 {first} 已经不在等待安排（一共 {count} 批）。")
    remedy = gettext_noop("请重新计算。")


class LotsChanged(Refusal):
    code = "storage.lots_changed"
    sentence = gettext_noop("算好以后情况变了：批次 {first} 改过了（一共 {count} 批）。")
    remedy = gettext_noop("请重新计算。")


class StoresClosed(Refusal):
    code = "storage.stores_closed"
    sentence = gettext_noop("算好以后情况变了：{first} 已经停用（一共 {count} 座库）。")
    remedy = gettext_noop("请重新计算。")


class StoresUnfit(Refusal):
    """Too warm by now, or the variety is no longer taken there."""

    code = "storage.stores_unfit"
    sentence = gettext_noop("算好以后情况变了：{first} 库温过高，或不再存放方案里的品种（一共 {count} 座库）。")
    remedy = gettext_noop("请重新计算。")


@dataclass(frozen=True)
class World:
    """A question, its plan, and the stores and lots of the register that the plan is about, locked; by code."""

    problem: planning.Problem
    plan: planning.Plan
    stores: dict[str, Store]
    lots: dict[str, PendingLot]
    is_live: bool

    @property
    def placed_g(self) -> dict[str, int]:
        """By lot."""
        return _summed((each.lot, each.weight_g) for each in self.plan.assignments)


def world_of(plan: StoragePlan) -> World:
    """:raises StillComputing: if it has no answer yet"""
    papers = queries.documents(plan)
    codes = {each.store for each in papers.plan.assignments}
    asked = {store.code: store for store in papers.problem.stores if store.code in codes}
    stores = _same_stores(plan, asked)
    lots = _lots({each.lot for each in papers.plan.assignments}) if plan.is_live else {}
    return World(papers.problem, papers.plan, stores, lots, plan.is_live)


def _same_stores(plan: StoragePlan, asked: dict[str, planning.Store]) -> dict[str, Store]:
    """Stores the register knows. A workbook's count where code, name and place agree: codes repeat between offices."""
    rows = Store.objects.select_for_update(of=("self",)).select_related("place").filter(code__in=asked).order_by("pk")
    names, near_km = plan.notes.get("stores", {}), queries.thresholds().same_place_km
    return {
        row.code: row
        for row in rows
        if plan.is_live
        or (row.name == names.get(row.code, {}).get("name") and _is_there(row, asked[row.code], near_km))
    }


def _is_there(row: Store, asked: planning.Store, near_km: Decimal) -> bool:
    return distance_km(row.place.lat, row.place.lon, asked.lat, asked.lon) <= near_km


def _lots(codes: Iterable[str]) -> dict[str, PendingLot]:
    wanted, rows = sorted(codes), list[PendingLot]()
    for start in range(0, len(wanted), BATCH):
        some = PendingLot.objects.select_for_update(of=("self",)).select_related("variety")
        rows += some.filter(code__in=wanted[start : start + BATCH]).order_by("code")
    return {row.code: row for row in rows}


def check_world(actor: Actor, world: World, now: datetime) -> None:
    """:raises StoresClosed, LotsGone, LotsChanged, StoresUnfit, DoorsBusy, StoresFilled: what has changed since"""
    closed = [store.name for store in world.stores.values() if store.closed_on is not None]
    if closed:
        raise StoresClosed(first=closed[0], count=len(closed))
    _check_lots(world)
    cards = {
        card.code: card
        for card in queries.store_cards(actor, now=now, through=_last_day(world))
        if card.code in world.stores
    }
    _check_fit(world, cards)
    _check_doors(world, now)
    _check_room(world, cards)


def _last_day(world: World) -> date:
    terms = world.problem.terms
    return terms.first_day + timedelta(days=terms.days - 1)


def _check_lots(world: World) -> None:
    if not world.is_live:
        return
    here = {code for code, lot in world.lots.items() if lot.status == LotStatus.WAITING}
    if gone := sorted(world.placed_g.keys() - here):
        raise LotsGone(first=gone[0], count=len(gone))
    asked = {lot.code: lot for lot in world.problem.lots}
    if changed := [code for code, lot in world.lots.items() if _facts(lot) != asked[code]]:
        raise LotsChanged(first=changed[0], count=len(changed))


def _facts(lot: PendingLot) -> planning.Lot:
    return planning.Lot(lot.code, lot.lat, lot.lon, lot.variety.name, lot.weight_g, lot.harvest_date)


def _check_fit(world: World, cards: dict[str, StoreCard]) -> None:
    varieties = {lot.code: lot.variety for lot in world.problem.lots}
    warmest_mc = world.problem.terms.max_temperature_c * 1_000
    brought = {(each.store, varieties[each.lot]) for each in world.plan.assignments if each.store in cards}
    unfit = sorted({code for code, variety in brought if variety not in cards[code].accepts})
    unfit += sorted(code for code, card in cards.items() if card.temperature_mc > warmest_mc and code not in unfit)
    if unfit:
        raise StoresUnfit(first=cards[unfit[0]].name, count=len(unfit))


def _check_room(world: World, cards: dict[str, StoreCard]) -> None:
    wanted = _summed((each.store, each.weight_g) for each in world.plan.assignments)
    if short := rules.shortfalls(wanted, {code: card.free_g for code, card in cards.items()}):
        worst = short[0]
        raise StoresFilled(
            first=cards[worst.store].name,
            free=weight_text(worst.free_g),
            wanted=weight_text(worst.wanted_g),
            count=len(short),
        )


def _check_doors(world: World, now: datetime) -> None:
    wanted: dict[tuple[str, date], int] = defaultdict(int)
    for each in world.plan.assignments:
        wanted[each.store, each.day] += each.weight_g
    by_key = {store.pk: code for code, store in world.stores.items()}
    promised = promises(world.stores.values(), today=timezone.localdate(now))
    planned = {(by_key[pk], day): g for pk, promise in promised.items() for day, g in promise.door_g.items()}
    intake = {code: store.intake_g_per_day for code, store in world.stores.items()}
    if jams := rules.door_jams(wanted, planned, intake):
        jam = jams[0]
        name = world.stores[jam.store].name
        raise DoorsBusy(first=name, day=jam.day, free=weight_text(jam.free_g), wanted=weight_text(jam.wanted_g))


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for key, weight_g in pairs:
        totals[key] += weight_g
    return dict(totals)
