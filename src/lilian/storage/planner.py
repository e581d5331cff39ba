"""Rows and workbooks to a planning problem; a plan to the lines it would bring."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.planning import storage as planning
from lilian.storage import queries, rules
from lilian.storage.models import PendingLot, PlanRule, PlanTerms
from lilian.storage.sheets import PeakBook
from lilian.storage.values import LotStatus, RuleKind, StoreCard

Notes = dict[str, dict[str, dict[str, Any]]]


class NothingWaits(Refusal):
    code = "storage.nothing_waits"
    sentence = gettext_noop("现在没有待安排的批次。")
    remedy = gettext_noop("请先登记或导入待储批次。")


class NoStores(Refusal):
    code = "storage.no_stores"
    sentence = gettext_noop("还没有登记可以用的恒温库。")
    remedy = gettext_noop("请先登记恒温库和库房。")


@dataclass(frozen=True)
class Asked:
    """A question and what people call its lots and stores."""

    problem: planning.Problem
    notes: Notes


def from_register(actor: Actor, *, first_day: date, days: int | None, now: datetime) -> Asked:
    """The lots that wait and the stores as they are now.

    :raises NothingWaits, NoStores, NoTerms: if there is nothing to plan, or nothing to plan with
    """
    waiting = list(PendingLot.objects.filter(status=LotStatus.WAITING).select_related("variety"))
    if not waiting:
        raise NothingWaits()
    terms = _terms(queries.terms_on(first_day), first_day, days)
    last = first_day + timedelta(days=terms.days - 1)
    known = queries.store_cards(actor, now=now, through=last)
    cards = [card for card in known if card.closed_on is None and card.rooms > card.rooms_out]
    if not cards:
        raise NoStores()
    reserve = queries.thresholds().stale_reserve
    problem = planning.Problem(tuple(map(_lot, waiting)), tuple(_store(card, reserve) for card in cards), terms)
    lots = {lot.code: {"village": lot.village, "point": lot.point, "grade": lot.grade} for lot in waiting}
    return Asked(problem, {"lots": lots, "stores": {card.code: _store_note(card) for card in cards}})


def from_book(book: PeakBook) -> Asked:
    """The office's workbook as it is.

    :raises HasProblems: if a row is wrong; `book.good()` leaves those out
    """
    lots = {lot.code: {"village": lot.village, "point": lot.point, "grade": lot.grade} for lot in book.lots}
    stores = {
        store.code: {
            "name": store.name,
            "town": store.town,
            "capacity_g": store.capacity_g,
            "stored_g": store.stock_g,
            "keeper": store.keeper,
        }
        for store in book.stores
    }
    return Asked(book.problem(), {"lots": lots, "stores": stores})


def with_rules(problem: planning.Problem, decided: Iterable[PlanRule]) -> planning.Problem:
    """The same question under what people decided; a rule about a lot or store that is gone no longer binds."""
    lots = {lot.code for lot in problem.lots}
    stores = {store.code for store in problem.stores}
    binding = [rule for rule in decided if rule.store in stores and (not rule.lot or rule.lot in lots)]
    locks = tuple(_lock(rule) for rule in binding if rule.kind == RuleKind.LOCK)
    exclusions = tuple(_exclusion(rule) for rule in binding if rule.kind == RuleKind.FORBID)
    return replace(problem, locks=locks, exclusions=exclusions)


def _lock(rule: PlanRule) -> planning.Lock:
    return planning.Lock(rule.lot, rule.store, day=rule.day, reason=rule.reason)


def _exclusion(rule: PlanRule) -> planning.Exclusion:
    return planning.Exclusion(rule.store, lot=rule.lot or None, reason=rule.reason)


def _lot(lot: PendingLot) -> planning.Lot:
    return planning.Lot(lot.code, lot.lat, lot.lon, lot.variety.name, lot.weight_g, lot.harvest_date)


def _store(card: StoreCard, reserve: Decimal) -> planning.Store:
    return planning.Store(
        code=card.code,
        lat=card.lat,
        lon=card.lon,
        free_g=rules.plannable_g(card.told_capacity_g, card.stock_g, card.taken_g, card.freshness, reserve),
        # The busiest day already planned stands for all: never more through the door than it can take.
        intake_g_per_day=max(0, card.intake_g_per_day - card.busiest_day_g),
        accepts=frozenset(card.accepts),
        temperature_c=card.temperature_mc / 1_000,
        fee_fen_per_tonne_month=card.fee_fen_per_tonne_month,
    )


def _store_note(card: StoreCard) -> dict[str, Any]:
    return {
        "name": card.name,
        "town": card.township,
        "capacity_g": card.capacity_g,
        "stored_g": card.stock_g,
        "keeper": card.keeper,
    }


def _terms(row: PlanTerms, first_day: date, days: int | None) -> planning.Terms:
    return planning.Terms(
        first_day=first_day,
        days=days or row.days,
        freight_fen_per_tonne_km=row.freight_fen_per_tonne_km,
        handling_fen_per_tonne=row.handling_fen_per_tonne,
        road_factor=row.road_factor,
        speed_km_per_h=row.speed_km_per_h,
        delay_fen_per_tonne_hour=row.delay_fen_per_tonne_hour,
        stored_months=row.stored_months,
        max_temperature_c=row.max_temperature_c,
    )
