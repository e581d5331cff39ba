"""From the end of the search to a plan people can read."""

from dataclasses import dataclass
from datetime import date
from math import floor

from lilian.kernel.quantity import GRAMS_PER_TONNE
from lilian.planning import storage
from lilian.planning.province.ask import Answer, Start
from lilian.planning.province.board import Board, Prices
from lilian.planning.province.finish import Finished
from lilian.planning.province.ground import Ground, Stakes
from lilian.planning.province.plan import CountyPlan, DoorPrice, Plan, Proof, Share, SharedState
from lilian.planning.province.practice import practice
from lilian.planning.province.problem import Problem, granted, usable
from lilian.planning.province.search import Search
from lilian.planning.storage.model import GRID_PER_FEN


@dataclass(frozen=True)
class Outcome:
    """Where the search ended; `least` proves how little must stay behind, None where nothing does."""

    board: Board
    stakes: Stakes
    found: Search
    least: Search | None
    alone: list[Answer]
    rounds: int

    def by_day_g(self, problem: Problem, county: int) -> dict[str, tuple[int, ...]]:
        """What a county uses of each shared store, in grams per day of its plan. What it was granted and does not use
        is nobody's."""
        used = self.found.best.answers[county].used * self.board.unit_g
        days = problem.counties[county].problem.terms.days
        stores = [problem.shared[place].store.code for place in usable(problem, problem.counties[county].name)]
        return {code: tuple(row) for code, row in zip(stores, used.reshape(len(stores), days).tolist(), strict=True)}

    def granted(self, problem: Problem) -> list[storage.Problem]:
        return [granted(problem, county, self.by_day_g(problem, k)) for k, county in enumerate(problem.counties)]


def read_plan(problem: Problem, outcome: Outcome, given: list[storage.Problem], finished: list[Finished]) -> Plan:
    unplaced_g = sum(each.plan.unplaced_g for each in finished)
    cost_fen = sum(each.plan.cost_fen for each in finished)
    cost = sum(each.cost for each in finished)
    bound = bound_of(outcome, unplaced_g, sum(each.served_g for each in finished))
    weight_g = sum(lot.weight_g for county in problem.counties for lot in county.problem.lots)
    unit_g, alone, today = outcome.board.unit_g, outcome.alone, practice(problem)
    return Plan(
        counties=tuple(
            CountyPlan(county.name, one, each.plan)
            for county, one, each in zip(problem.counties, given, finished, strict=True)
        ),
        shared=states(problem, outcome, finished),
        cost_fen=cost_fen,
        lower_bound_fen=min(floor(fen(bound) - fen(weight_g) / 2), cost_fen),  # every cost was rounded to the grid
        gap=(cost - bound) / max(1, cost),
        placed_g=sum(each.plan.placed_g for each in finished),
        unplaced_g=unplaced_g,
        least_unplaced_g=least_g(outcome),
        alone_cost_fen=round(fen(sum(net(outcome.stakes, one) for one in alone) * unit_g)),
        alone_placed_g=weight_g - sum(one.left for one in alone) * unit_g,
        practice_cost_fen=today.cost_fen,
        practice_placed_g=today.placed_g,
        rounds=outcome.rounds,
        method="prices of the shared stores (Dantzig-Wolfe), exact network flow per county",
        proof=proof(outcome.board, outcome.found),
        least_proof=proof(outcome.board, outcome.least) if outcome.least and unplaced_g else None,
    )


def fen(grid_grams: int) -> float:
    return grid_grams / (GRID_PER_FEN * GRAMS_PER_TONNE)


def net(stakes: Stakes, answer: Answer) -> int:
    """Cost without the price of what is left and the credit of locks."""
    return answer.cost - stakes.left * answer.left + stakes.bonus * answer.served


def bound_of(outcome: Outcome, unplaced_g: int, served_g: int) -> int:
    """On the grid times grams: no plan that serves as many locks and leaves at most this much costs less."""
    found, stakes = outcome.found, outcome.stakes
    return found.bound.value * outcome.board.unit_g + stakes.bonus * served_g - stakes.left * unplaced_g


def least_g(outcome: Outcome) -> int:
    """Rounded up to whole units: amounts are in units."""
    if outcome.least is None:
        return 0
    return max(0, -(-outcome.least.bound.value // outcome.least.stakes.left)) * outcome.board.unit_g


def proof(board: Board, search: Search) -> Proof:
    prices = search.bound.prices
    doors = (
        DoorPrice(board.problem.shared[place].store.code, date.fromordinal(day), price)
        for (place, day), price in zip(board.columns, prices.door.tolist(), strict=True)
        if price
    )
    own = (own_proof(g, search.stakes, s) for g, s in zip(board.grounds(), search.bound.starts, strict=True))
    return Proof(tuple(prices.space.tolist()), tuple(doors), tuple(own))


def own_proof(ground: Ground, stakes: Stakes, start: Start) -> storage.Proof:
    dock = start.prices[:-1].reshape(len(ground.problem.stores), ground.model.days).tolist()
    return storage.Proof(tuple(start.pool_prices.tolist()), tuple(map(tuple, dock)), stakes.left, stakes.bonus)


def states(problem: Problem, outcome: Outcome, finished: list[Finished]) -> tuple[SharedState, ...]:
    used = [outcome.by_day_g(problem, county) for county in range(len(problem.counties))]
    prices, least = outcome.found.bound.prices, outcome.least.bound.prices if outcome.least else None
    found = []
    for place, shared in enumerate(problem.shared):
        code = shared.store.code
        shares = tuple(
            Share(county.name, own[code]) for county, own in zip(problem.counties, used, strict=True) if code in own
        )
        used_g = brought_g(problem, place, finished)
        space, door = dear(outcome.board, prices, place)
        space_places, door_places = dear(outcome.board, least, place) if least else (0, 0)
        found.append(
            SharedState(
                store=code,
                shares=shares,
                used_g=used_g,
                free_g=shared.store.free_g - used_g,
                price_fen_per_tonne=0 if space_places else round(space / GRID_PER_FEN),
                places_more=space_places > 0,
                door_price_fen_per_tonne=0 if door_places else round(door / GRID_PER_FEN),
                door_places_more=door_places > 0,
            )
        )
    return tuple(found)


def brought_g(problem: Problem, place: int, finished: list[Finished]) -> int:
    """What all counties bring to a shared store: their shares, or less where lots stay whole."""
    shared = problem.shared[place]
    plans = zip(problem.counties, finished, strict=True)
    return sum(
        a.weight_g
        for county, each in plans
        if county.name in shared.counties
        for a in each.plan.assignments
        if a.store == shared.store.code
    )


def dear(board: Board, prices: Prices, place: int) -> tuple[int, int]:
    """The price of a shared store's space, and of its door on the dearest day."""
    return int(prices.space[place]), int(prices.door[board.pool == place].max(initial=0))
