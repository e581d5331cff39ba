"""Local searches of two kinds side by side, their routes in one pool, the best put together again, and on from there.

PyVRP's search moves stops between routes it may overload for a while; the annealing takes strings out and puts them
back. Which of them finds more depends on the problem, so what it has decides how the effort is spent. Chains and rounds
are fixed by the effort, never by the number of workers, and each chain's random numbers by seed, round and
chain: with a limit in iterations the same input gives the same answer on one process or on many.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pyvrp

from lilian.planning.fan import Fan, fan_over
from lilian.planning.routing.descent import descended
from lilian.planning.routing.districts import Hand, hands
from lilian.planning.routing.effort import Effort, Stage
from lilian.planning.routing.pool import Column, Key, Pool, column_of, route_of
from lilian.planning.routing.recombine import full_cost, recombined
from lilian.planning.routing.strings import annealed, covers, has_barred_roads, is_full
from lilian.planning.routing.task import Found, Heat, Penalties, Task
from lilian.planning.routing.trips import Vans, are_alike, in_vans, loosened, rejoined


@dataclass(frozen=True)
class Outcome:
    """`best` may be infeasible where nothing feasible was found; `columns` are all feasible."""

    best: pyvrp.Solution
    columns: list[tuple[Column, int]]
    recombinations: int

    def routes(self, count: int) -> list[Column]:
        """Those of the cheapest solutions."""
        return [column for column, _ in sorted(self.columns, key=lambda pair: (pair[1], pair[0].key))[:count]]


def explore(whole: pyvrp.ProblemData, task: Task) -> Found:
    return descended(whole, task) if task.heat is None else annealed(whole, task)


Run = Callable[[list[Task]], list[Found]]


class Search:
    """The best so far, the pool, and the penalties each chain has come to."""

    def __init__(
        self, data: pyvrp.ProblemData, effort: Effort, starts: tuple[pyvrp.Solution, ...], vans: Vans | None = None
    ) -> None:
        self.data, self.effort, self.pool, self.wins, self.vans = data, effort, Pool(effort.pool), 0, vans
        self.best = min((start for start in starts if start.is_feasible()), key=full_cost, default=None)
        self.fallback: pyvrp.Solution | None = starts[0] if starts else None
        self.penalties: list[Penalties] = []
        for start in starts:
            self.pool.add_solution(start, full_cost(start))

    def run(self, run: Run) -> Outcome:
        stages = self.stages()
        for number, (before, stage) in enumerate(zip((None, *stages), stages, strict=False), 1):
            if before is not None and not (before.in_parts and stage.in_parts):
                self.recombine()
            self.stage(run, stage, number)
        self.recombine()
        best = self.best or self.fallback
        assert best is not None  # the whole was searched
        return Outcome(best, self.pool.listed(), self.wins)

    def has_parts(self) -> bool:
        """PyVRP's groups of clients, which the county's day has not, could span parts."""
        return not self.data.num_groups and self.data.num_clients >= 3 * self.effort.size // 2

    def stage(self, run: Run, stage: Stage, number: int) -> list[Found]:
        if stage.deals and covers(self.data) and self.start():
            return self.dealt(run, stage, number)
        if stage.in_parts and self.best is not None and self.has_parts():
            return self.in_parts(run, stage, number)
        return self.whole(run, stage, number)

    def stages(self) -> tuple[Stage, ...]:
        """PyVRP goes alone where vehicles load again, or are of several sizes and windows matter. Where few places are
        left for a client, by windows or in vehicles nearly full, the annealing leads, begun hotter, and parts make its
        best better. Else it is a relay: PyVRP begins, the annealing goes on from there, not so hot where roads are
        barred, parts end it. Of vans that are shared the annealing alone knows."""
        if self.vans is not None:
            return self.effort.shared
        kinds, windows = self.data.vehicle_types(), self.data.has_time_windows()
        again = any(kind.reload_depots for kind in kinds)
        mixed = len({tuple(kind.capacity) for kind in kinds}) > 1
        if again or (mixed and windows) or not covers(self.data):
            return self.effort.alone
        if windows or is_full(self.data):
            return self.effort.narrow
        return self.effort.barred_roads if has_barred_roads(self.data) else self.effort.relay

    def whole(self, run: Run, stage: Stage, number: int) -> list[Found]:
        heats = stage.heats if covers(self.data) else (None,)
        hand = Hand(None, self.start())
        tasks = [
            self.task(hand, heats[chain % len(heats)], stage.percent, (number, chain))
            for chain in range(self.effort.chains)
        ]
        found = self.received(run(tasks), [hand] * self.effort.chains)
        for one in found:
            self.take(self.solution(one.best))
        return found

    def start(self) -> tuple[Key, ...]:
        head = self.best or self.fallback
        return tuple(column_of(route).key for route in head.routes()) if head is not None else ()

    def solution(self, keys: tuple[Key, ...]) -> pyvrp.Solution:
        return pyvrp.Solution(self.data, [route_of(self.data, key) for key in keys])

    def in_parts(self, run: Run, stage: Stage, number: int) -> list[Found]:
        """Each part's routes are replaced by what was found for it, where that is feasible."""
        made = self.hands(self.start(), self.effort.size, number)
        each = stage.percent * self.effort.chains / len(made)
        found = self.received(run([self.task(hand, None, each, (number, n)) for n, hand in enumerate(made)]), made)
        self.take_together(found, made)
        return found

    def hands(self, keys: tuple[Key, ...], size: int, number: int) -> list[Hand]:
        columns = [column_of(route_of(self.data, key)) for key in keys]
        return hands(self.data, columns, size, self.effort.seed * 1_000_003 + number)

    def dealt(self, run: Run, stage: Stage, number: int) -> list[Found]:
        """One annealing by all chains: each has routes that lie near each other and goes on from what all have come to
        when routes are dealt out anew."""
        keys, found = self.start(), list[Found]()
        (heat,), chains = stage.heats, self.effort.chains
        assert heat is not None
        unit = 0.0
        for deal in range(stage.deals):
            place = number * 100 + deal
            made = self.hands(keys, -(-self.data.num_clients // chains), place)
            each = stage.percent / stage.deals * chains / len(made)
            tasks = [self.task(h, heat.slice(deal, stage.deals), each, (place, n), unit) for n, h in enumerate(made)]
            found = self.received(run(tasks), made)
            self.take_together(found, made)
            keys = tuple(key for one in found for key in one.last)
            unit = unit or mean_drive(self.solution(keys))
        return found

    def take_together(self, found: list[Found], made: list[Hand]) -> None:
        pairs = zip(found, made, strict=False)
        keys = [key for one, hand in pairs for key in (one.best if one.feasible else hand.start)]
        self.take(self.solution(tuple(keys)))

    def received(self, found: list[Found], made: list[Hand]) -> list[Found]:
        """What a part's solution costs is no measure for the whole: what the others' routes cost comes on top."""
        costs = [sum(column_of(route_of(self.data, key)).cost for key in hand.start) for hand in made]
        for one, hand, cost in zip(found, made, costs, strict=True):
            rest = 0 if hand.part is None else sum(costs) - cost
            self.pool.merge([(column, seen_in + rest) for column, seen_in in one.columns])
        self.penalties = [one.penalties for one in found if one.penalties is not None] or self.penalties
        return found

    def take(self, solution: pyvrp.Solution) -> None:
        self.fallback = self.fallback or solution
        if self.can_be_driven(solution) and (self.best is None or full_cost(solution) < full_cost(self.best)):
            self.best = solution

    def can_be_driven(self, solution: pyvrp.Solution) -> bool:
        return solution.is_feasible() and (self.vans is None or self.vans.can_drive(solution))

    def recombine(self) -> None:
        if self.best is None:
            return
        columns = self.pool.best(self.effort.columns, {column_of(route).key for route in self.best.routes()})
        join = rejoined if are_alike(self.data) else recombined
        joined = join(self.data, columns, self.best, self.effort.budget)
        if joined is not None:
            self.wins += 1
            self.take(joined)

    def task(self, hand: Hand, heat: Heat | None, share: float, place: tuple[int, int], unit: float = 0.0) -> Task:
        effort = self.effort
        iterations = None if effort.iterations is None else max(1, round(effort.iterations * share / 100))
        seed = (effort.seed * 1_000_003 + place[0] * 1_009 + place[1]) % (1 << 31)
        penalties = self.penalties[place[1] % len(self.penalties)] if self.penalties else None
        seconds = effort.seconds * share / 100
        shared = 0 if self.vans is None else self.vans.count
        return Task(*hand, heat, penalties, seed, iterations, seconds, effort.tuning, unit, shared)


def mean_drive(solution: pyvrp.Solution) -> float:
    """What driving to a client costs in the mean; at least 1."""
    return max(1.0, (solution.distance_cost() + solution.duration_cost()) / max(1, solution.num_clients()))


def search(data: pyvrp.ProblemData, effort: Effort, starts: tuple[pyvrp.Solution, ...] = ()) -> Outcome:
    """The best of all searches and recombinations; `starts`: solutions to begin from."""
    with fan_over(effort.workers) as fan:
        return in_trips(fan, data, effort, starts) if are_alike(data) else searched(fan, data, effort, starts)


def searched(
    fan: Fan,
    data: pyvrp.ProblemData,
    effort: Effort,
    starts: tuple[pyvrp.Solution, ...] = (),
    vans: Vans | None = None,
) -> Outcome:
    """`vans` drive all trips in turn, where `data` gives each a van of its own."""
    kept = fan.keep(data)
    search = Search(data, effort, starts, vans)
    return search.run(lambda tasks: fan.map_over(explore, [(kept, task) for task in tasks]))


def in_trips(fan: Fan, data: pyvrp.ProblemData, effort: Effort, starts: tuple[pyvrp.Solution, ...]) -> Outcome:
    """Where vans are alike and load again, trips are searched for as if each had a van of its own, beginning too late
    for the vans there are at a price. Where none of that can be driven the problem is searched as it is."""
    found = searched(fan, loosened(data), effort, vans=Vans(data))
    known = in_vans(data, found.best)
    joined = rejoined(data, found.routes(effort.columns), known, effort.budget) or known
    if joined is None:
        return searched(fan, data, effort, starts)
    feasible = [solution for solution in (joined, *starts) if solution.is_feasible()]
    return Outcome(min(feasible, key=full_cost), found.columns, found.recombinations + (joined is not known))
