"""The figures every paper shows; computed once here, so that screen, workbook and page agree."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lilian.kernel.parts import split
from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning.storage import Plan, Problem, StoreState
from lilian.storage.papers.paper import Paper

HOURS_PER_DAY = 24
PRICES_PER_FEN = 1000  # a plan's proof keeps its prices in thousandths of a fen


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


class Gain(StrEnum):
    """What one more tonne of room, or of daily intake, would bring the county."""

    NOTHING = "nothing"
    SAVES = "saves"
    PLACES = "places"


@dataclass(frozen=True)
class Worth:
    """`fen`: the most the extra tonne saves, or where it places one more tonne, the least placing that tonne costs.

    Both come from the plan's prices. Where capacities fit exactly a plan has more than one set of them, and the figure
    may be too high (of a cost, too low); it never promises too little.
    """

    gain: Gain
    fen: int = 0


def room_worth(paper: Paper, state: StoreState) -> Worth:
    """What one more tonne of room in a store would bring."""
    return _worth(paper.plan, state.price_fen_per_tonne, places=state.store in paper.relief.by_room)


def intake_worth(paper: Paper, state: StoreState) -> Worth:
    """What one more tonne of intake on the store's tightest day would bring."""
    return _worth(paper.plan, state.dock_price_fen_per_tonne, places=state.store in paper.relief.by_intake)


def _worth(plan: Plan, price_fen_per_tonne: int, *, places: bool) -> Worth:
    """A price that places one more tonne is what leaving a tonne behind is priced at, less what placing it costs."""
    if places and plan.proof:
        return Worth(Gain.PLACES, max(0, round(plan.proof.unplaced / PRICES_PER_FEN) - price_fen_per_tonne))
    return Worth(Gain.SAVES, price_fen_per_tonne) if price_fen_per_tonne > 0 else Worth(Gain.NOTHING)


def costs(problem: Problem, plan: Plan) -> Costs:
    parts = _parts(problem, plan)
    freight, handling, delay, fee = split(plan.cost_fen, parts) if sum(parts) else (0, 0, 0, 0)
    tonne_km = sum(each.weight_g / GRAMS_PER_TONNE * each.road_km for each in plan.assignments)
    used = len({each.store for each in plan.assignments})
    return Costs(freight, handling, delay, fee, plan.cost_fen, tonne_km, plan.placed_g, plan.unplaced_g, used)


def saving(paper: Paper) -> Saving:
    plan, practice = paper.plan, paper.practice
    scaled = practice.placed_g != plan.placed_g and practice.placed_g > 0
    compared = round(Fraction(practice.cost_fen * plan.placed_g, practice.placed_g)) if scaled else practice.cost_fen
    saved = compared - plan.cost_fen
    return Saving(compared, saved, saved / compared if compared else 0.0, scaled)


def _parts(problem: Problem, plan: Plan) -> list[int]:
    """Each part in gram-millionths of a fen: only their proportions matter."""
    terms = problem.terms
    freight = handling = delay = fee = 0.0
    lots = {lot.code: lot for lot in problem.lots}
    stores = {store.code: store for store in problem.stores}
    for each in plan.assignments:
        ready = max(terms.first_day, lots[each.lot].harvest_date)
        hours = each.road_km / terms.speed_km_per_h + HOURS_PER_DAY * (each.day - ready).days
        freight += each.weight_g * terms.freight_fen_per_tonne_km * each.road_km
        handling += each.weight_g * terms.handling_fen_per_tonne
        delay += each.weight_g * terms.delay_fen_per_tonne_hour * hours
        fee += each.weight_g * stores[each.store].fee_fen_per_tonne_month * terms.stored_months
    return [round(part) for part in (freight, handling, delay, fee)]
