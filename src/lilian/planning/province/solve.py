"""The planner's front door: prices, then shares, then every county's own plan."""

from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from lilian.planning.fan import Fan, Serial
from lilian.planning.limits import Limits
from lilian.planning.province.answer import Outcome, read_plan
from lilian.planning.province.board import Board, Prices
from lilian.planning.province.crew import Crew
from lilian.planning.province.finish import finish
from lilian.planning.province.ground import Stakes
from lilian.planning.province.plan import Plan
from lilian.planning.province.problem import Problem
from lilian.planning.province.search import Search
from lilian.planning.province.warm import warm
from lilian.planning.storage.split import FIRST_BONUS

COSTLESS_LEFT = 1 << 10  # price of a unit left behind where nothing else costs: fine enough for prices between 0 and 1
MOST_TRIES = 6
LIMITS = Limits(time_s=3600.0)


@dataclass
class Watch:
    """What the plan itself does not say, so that it stays the same on every machine: seconds of work per county."""

    seconds: dict[str, float] = field(default_factory=dict)


def solve(problem: Problem, *, limits: Limits = LIMITS, fan: Fan | None = None, watch: Watch | None = None) -> Plan:
    """The best plan of all counties together: people's locks first, then as much weight as possible, then least cost.

    The same problem gives the same plan whatever the fan, unless `limits.time_s` runs out first; then the plan is
    feasible and says by its gap how far from the bound it is.
    """
    warm(problem)
    crew = Crew(Board(problem), fan or Serial())
    outcome = searched(crew, limits, monotonic() + limits.time_s)
    granted = outcome.granted(problem)
    finished = crew.fan.map_over(finish, [(one,) for one in granted])
    if watch is not None:
        watch.seconds = dict(zip((county.name for county in problem.counties), crew.seconds, strict=True))
    return read_plan(problem, outcome, granted, finished)


def searched(crew: Crew, limits: Limits, stop: float) -> Outcome:
    """Raise the price of leaving fruit behind, and the credit of locks, until they come first as they should."""
    top = max(each.dearest for each in crew.facts) + 1
    stakes = Stakes(left=2 * top, bonus=FIRST_BONUS * top if any(each.lockable for each in crew.facts) else 0)
    nothing = [0 * own for own in crew.board.of_county]
    alone = crew.within(stakes, nothing)
    quotas, prices = nothing, Prices(0 * crew.board.door, 0 * crew.board.space)
    rounds = 0
    for _ in range(MOST_TRIES):
        found = Search(crew, stakes, stop, limits.gap)
        found.run(quotas, prices)
        rounds += found.rounds
        quotas, prices = found.best.quotas, found.bound.prices
        if any(one.served < own.lockable for one, own in zip(found.best.answers, crew.facts, strict=True)):
            stakes = Stakes(stakes.left, stakes.bonus * 8)
            continue
        least = leaving_least(crew, found, stop) if found.best.left else None
        if least is None or least.best.left >= found.best.left or monotonic() > stop:
            break
        stakes = Stakes(stakes.left * 8, stakes.bonus)
    found.lift()
    return Outcome(crew.board, stakes, found, least, alone, rounds)


def leaving_least(crew: Crew, found: Search, stop: float) -> Search:
    """How little must stay behind whatever it costs. Whoever is dear because fruit is left is dear here too."""
    half = found.stakes.left // 2
    space = np.where(found.bound.prices.space >= half, COSTLESS_LEFT, 0)
    joint = found.bound.prices.joint(crew.board) >= half
    door = np.where(joint & (space[crew.board.pool] == 0 if len(space) else joint), COSTLESS_LEFT, 0)
    least = Search(crew, Stakes(COSTLESS_LEFT, costless=True), stop)
    least.run(found.best.quotas, Prices(door, space))
    least.lift()
    return least
