"""What is asked: lots waiting, cold stores with room, the terms, and what people have decided already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.kernel.sentences import Word


class BadPlanningData(Invalid):
    code = "planning.bad_storage_problem"
    sentence = gettext_noop("{what} {code_given} 的{field}不对：{given}。")
    remedy = gettext_noop("请改正后重新计算。")


class RepeatedCode(Invalid):
    code = "planning.repeated_code"
    sentence = gettext_noop("{what}编号 {code_given} 出现了两次。")
    remedy = gettext_noop("请给每一个不同的编号。")


class UnknownCode(Invalid):
    code = "planning.unknown_code"
    sentence = gettext_noop("人工安排里的{what} {code_given} 不在这次的数据里。")
    remedy = gettext_noop("请撤销这条安排，或补上数据。")


class LockedTooMuch(Invalid):
    code = "planning.locked_too_much"
    sentence = gettext_noop("批次 {lot} 共 {weight_g} 克，人工指定了 {locked_g} 克，超出了。")
    remedy = gettext_noop("请减少指定的数量。")


class LockedAndExcluded(Invalid):
    code = "planning.locked_and_excluded"
    sentence = gettext_noop("批次 {lot} 既指定进 {store}，又不准进 {store}。")
    remedy = gettext_noop("请撤销其中一条。")


@dataclass(frozen=True)
class Lot:
    """Fruit waiting at one point (WGS-84 degrees); it can leave from `harvest_date` on."""

    code: str
    lat: float
    lon: float
    variety: str
    weight_g: int
    harvest_date: date


@dataclass(frozen=True)
class Store:
    """A cold store: `free_g` over all days, `intake_g_per_day` at its door, what it accepts, how warm it is.

    `intake_g_by_day`: what the door takes on each day of the plan, where the days differ; empty where they do not.
    """

    code: str
    lat: float
    lon: float
    free_g: int
    intake_g_per_day: int
    accepts: frozenset[str]
    temperature_c: float
    fee_fen_per_tonne_month: float
    intake_g_by_day: tuple[int, ...] = ()

    def intakes_g(self, days: int) -> tuple[int, ...]:
        """What the door takes on each of the plan's days."""
        return self.intake_g_by_day or (self.intake_g_per_day,) * days


@dataclass(frozen=True)
class Terms:
    """Days to plan and what things cost, all in fen; a store warmer than `max_temperature_c` takes nothing."""

    first_day: date
    days: int
    freight_fen_per_tonne_km: float
    handling_fen_per_tonne: float
    road_factor: float
    speed_km_per_h: float
    delay_fen_per_tonne_hour: float
    stored_months: float
    max_temperature_c: float

    def day(self, index: int) -> date:
        return self.first_day + timedelta(days=index)

    @property
    def last_day(self) -> date:
        return self.day(self.days - 1)


@dataclass(frozen=True)
class Lock:
    """People decided: this lot, or `weight_g` of it, goes into this store (on this day). Served before all others."""

    lot: str
    store: str
    day: date | None = None
    weight_g: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Exclusion:
    """People decided: this lot, or every lot where none is named, may not go into this store."""

    store: str
    lot: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Problem:
    """One evening's question. Weights in grams, money in fen.

    :raises Invalid: (a subclass above) if a value is out of range, a code is repeated or unknown, or people's
        decisions contradict each other
    """

    lots: tuple[Lot, ...]
    stores: tuple[Store, ...]
    terms: Terms
    locks: tuple[Lock, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    may_split: bool = True

    def __post_init__(self) -> None:
        check_terms(self.terms)
        for lot in self.lots:
            check_lot(lot)
        for store in self.stores:
            check_store(store, self.terms.days)
        check_once(Word("批次"), (lot.code for lot in self.lots))
        check_once(Word("恒温库"), (store.code for store in self.stores))
        check_decisions(self)


def demand(valid: bool, what: Word, code: str, field: Word, given: object) -> None:
    if not valid:
        raise BadPlanningData(what=what, code_given=code, field=field, given=given)


def check_terms(terms: Terms) -> None:
    def demand_term(valid: bool, field: Word, given: object) -> None:
        demand(valid, Word("参数"), "", field, given)

    demand_term(1 <= terms.days <= 366, Word("计划天数"), terms.days)
    demand_term(isfinite(terms.road_factor) and terms.road_factor >= 1, Word("道路系数"), terms.road_factor)
    demand_term(isfinite(terms.speed_km_per_h) and terms.speed_km_per_h > 0, Word("平均车速"), terms.speed_km_per_h)
    demand_term(isfinite(terms.max_temperature_c), Word("最高库温"), terms.max_temperature_c)
    amounts = {
        Word("运价"): terms.freight_fen_per_tonne_km,
        Word("装卸费"): terms.handling_fen_per_tonne,
        Word("延误损耗"): terms.delay_fen_per_tonne_hour,
        Word("预计贮藏月数"): terms.stored_months,
    }
    for field, amount in amounts.items():
        demand_term(isfinite(amount) and amount >= 0, field, amount)


def check_point(what: Word, place: Lot | Store) -> None:
    demand(-90 <= place.lat <= 90, what, place.code, Word("纬度"), place.lat)
    demand(-180 <= place.lon <= 180, what, place.code, Word("经度"), place.lon)


def check_lot(lot: Lot) -> None:
    check_point(Word("批次"), lot)
    demand(lot.weight_g > 0, Word("批次"), lot.code, Word("数量"), lot.weight_g)


def check_store(store: Store, days: int) -> None:
    fee = store.fee_fen_per_tonne_month
    check_point(Word("恒温库"), store)
    demand(store.free_g >= 0, Word("恒温库"), store.code, Word("可用库容"), store.free_g)
    demand(store.intake_g_per_day >= 0, Word("恒温库"), store.code, Word("日入库能力"), store.intake_g_per_day)
    by_day = store.intake_g_by_day
    right = not by_day or (len(by_day) == days and min(by_day) >= 0)
    demand(right, Word("恒温库"), store.code, Word("每天的入库能力"), list(by_day))
    demand(isfinite(store.temperature_c), Word("恒温库"), store.code, Word("库温"), store.temperature_c)
    demand(isfinite(fee) and fee >= 0, Word("恒温库"), store.code, Word("仓储费"), fee)


def check_once(what: Word, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise RepeatedCode(what=what, code_given=code)
        seen.add(code)


def check_decisions(problem: Problem) -> None:
    weights = {lot.code: lot.weight_g for lot in problem.lots}
    stores = {store.code for store in problem.stores}
    decisions: tuple[Lock | Exclusion, ...] = (*problem.locks, *problem.exclusions)
    for decision in decisions:
        if decision.store not in stores:
            raise UnknownCode(what=Word("恒温库"), code_given=decision.store)
        if decision.lot is not None and decision.lot not in weights:
            raise UnknownCode(what=Word("批次"), code_given=decision.lot)
    barred = {(exclusion.lot, exclusion.store) for exclusion in problem.exclusions}
    locked = dict.fromkeys(weights, 0)
    for lock in problem.locks:
        demand(lock.weight_g is None or lock.weight_g > 0, Word("指定"), lock.lot, Word("数量"), lock.weight_g)
        if {(lock.lot, lock.store), (None, lock.store)} & barred:
            raise LockedAndExcluded(lot=lock.lot, store=lock.store)
        locked[lock.lot] += weights[lock.lot] if lock.weight_g is None else lock.weight_g
        if locked[lock.lot] > weights[lock.lot]:
            raise LockedTooMuch(lot=lock.lot, weight_g=weights[lock.lot], locked_g=locked[lock.lot])
