"""The figures every paper shows; computed once here, so that screen, workbook and page agree."""

from dataclasses import dataclass
from fractions import Fraction

from lilian.kernel.money import split_fen
from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning.storage import Plan, Problem
from lilian.storage.papers.paper import Paper

HOURS_PER_DAY = 24
PARTS = ("freight", "handling", "delay", "fee")


@dataclass(frozen=True)
class Costs:
    """A plan's cost by what it is paid for; the four parts sum to `total_fen` exactly."""

    freight_fen: int
    handling_fen: int
    delay_fen: int
    fee_fen: int
    total_fen: int
    tonne_km: float
    placed_g: int
    unplaced_g: int
    stores_used: int


@dataclass(frozen=True)
class Saving:
    """What the plan saves against today's practice for the weight it places.

    Where practice places less, its cost is brought to the same weight (cost per tonne times tonnes), `scaled` says so.
    """

    compared_fen: int
    saved_fen: int
    share: float
    scaled: bool


def costs(problem: Problem, plan: Plan) -> Costs:
    parts = _parts(problem, plan)
    split = split_fen(plan.cost_fen, parts) if sum(parts) else [0] * len(PARTS)
    tonne_km = sum(each.weight_g / GRAMS_PER_TONNE * each.road_km for each in plan.assignments)
    used = len({each.store for each in plan.assignments})
    return Costs(*split, plan.cost_fen, tonne_km, plan.placed_g, plan.unplaced_g, used)


def saving(paper: Paper) -> Saving:
    plan, practice = paper.plan, paper.practice
    scaled = practice.placed_g != plan.placed_g and practice.placed_g > 0
    compared = round(Fraction(practice.cost_fen * plan.placed_g, practice.placed_g)) if scaled else practice.cost_fen
    saved = compared - plan.cost_fen
    return Saving(compared, saved, saved / compared if compared else 0.0, scaled)


def _parts(problem: Problem, plan: Plan) -> list[int]:
    """Each part in gram-millionths of a fen: only their proportions matter."""
    terms, sums = problem.terms, dict.fromkeys(PARTS, 0.0)
    lots = {lot.code: lot for lot in problem.lots}
    stores = {store.code: store for store in problem.stores}
    for each in plan.assignments:
        ready = max(terms.first_day, lots[each.lot].harvest_date)
        hours = each.road_km / terms.speed_km_per_h + HOURS_PER_DAY * (each.day - ready).days
        sums["freight"] += each.weight_g * terms.freight_fen_per_tonne_km * each.road_km
        sums["handling"] += each.weight_g * terms.handling_fen_per_tonne
        sums["delay"] += each.weight_g * terms.delay_fen_per_tonne_hour * hours
        sums["fee"] += each.weight_g * stores[each.store].fee_fen_per_tonne_month * terms.stored_months
    return [round(sums[part]) for part in PARTS]
