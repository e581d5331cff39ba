"""The planner's front door: multipliers, local search near their best pairs, HiGHS on what is left, in turns."""

from dataclasses import dataclass, replace
from math import ceil, inf
from time import monotonic

import numpy as np

from lilian.planning.assignment.ascent import ascend, first_priced
from lilian.planning.assignment.bound import Priced, Pricer, Question
from lilian.planning.assignment.climb import PAIRS, Climb, Worth, nearest
from lilian.planning.assignment.fill import filled
from lilian.planning.assignment.greedy import as_plan, served_in_turn
from lilian.planning.assignment.loads import Floats
from lilian.planning.assignment.mip import fits, improved
from lilian.planning.assignment.plan import Plan
from lilian.planning.assignment.problem import Problem
from lilian.planning.limits import Limits
from lilian.planning.transport.costs import FAR, Bools, Ints

STEPS = 1500  # of ascent at most, each time
LEAST_STEPS = 300
STEADY_STEPS = 40  # where no clock ends it
FIRST_SHARE = 0.3  # of the time at most to place everything before prices are known
SHARP_SHARE = 0.05  # of the time at most to sharpen multipliers once
FILL_SHARE = 0.1  # of the time at most to fill rooms to the brim once
AFTERWARDS = 2  # pricings that the certificates at the end take
LEAST_SHARE = 0.5  # of the time to think, however long a pricing takes
MIP_PAIRS = 2.2  # rooms a lot on average that HiGHS sees
MIP_LOTS = 400  # beyond so many HiGHS found nothing in the time of a plan
METHOD = "Lagrangian bound, ejection chains, whole pairs by MIP"


def solve(
    problem: Problem,
    *,
    limits: Limits = Limits(),
    start: Ints | None = None,
    at: Priced | None = None,
    rounds: int | None = None,
) -> Plan:
    """The best plan found: least left out first, then least cost; with the bounds of both.

    `start` (n,): an assignment to begin with, -1 for left out; it may overfill rooms. `at`: multipliers to
    begin with, which are good: they are sharpened at the end only. `rounds`: of each stage of the search; then the
    clock is not looked at, so that the plan is the same on any machine, however busy.
    """
    if not problem.usable.any():
        return as_plan(problem, np.full(problem.size[0], -1, np.int64), METHOD)
    run = Run(problem, limits, start, at, rounds)
    run.think()
    return run.plan()


def first_orders(problem: Problem) -> list[Ints]:
    """Lots in turn: as given, heaviest first, and those with most to lose first."""
    weight = np.where(problem.usable, problem.weight, 0).max(axis=1)
    cost = np.sort(np.where(problem.usable, problem.cost.astype(np.float64), FAR), axis=1)
    loss = cost[:, min(1, cost.shape[1] - 1)] - cost[:, 0]
    orders = (np.arange(len(weight)), np.argsort(-weight, kind="stable"), np.argsort(-loss, kind="stable"))
    return [served_in_turn(problem, order) for order in orders]


@dataclass(frozen=True)
class Stage:
    """Local search until `share` of the time is over; `dear`: what leaving out costs, in prices of the multipliers
    (None: beyond any cost); `pairs`: rooms a lot on average, boards in turn."""

    share: float
    dear: float | None
    pairs: tuple[float, ...]


COMPLETE = (Stage(0.2, None, PAIRS), Stage(0.5, None, PAIRS))
SHORT = (  # something must stay out
    Stage(0.2, 1.5, (5.0,)),
    Stage(0.4, 5.0, (8.0,)),
    Stage(0.6, 100.0, (64.0,)),
    Stage(0.95, 100.0, (64.0,)),
)


class Run:
    """One search: the assignments in `climb`, the multipliers in `at`, what they prove so far in `bound`."""

    def __init__(
        self, problem: Problem, limits: Limits, start: Ints | None, at: Priced | None, rounds: int | None = None
    ) -> None:
        self.problem, self.limits, self.at, self.rounds = problem, limits, at, rounds
        self.begun = monotonic()
        self.climb = Climb(problem, limits.seed, first_orders(problem))
        self.start, self.trusted, self.over = start, at is not None, 0
        if start is not None and fits(problem, start):
            self.climb.keep(start)
        self.least_at = zero_priced(problem)
        self.least, self.bound, self.exhausted = 0, -(1 << 62), False
        self.pricing_s = self.time_of_pricing() if rounds is None else 0.0
        self.time_s = max(LEAST_SHARE * limits.time_s, limits.time_s - AFTERWARDS * self.pricing_s)

    def time_of_pricing(self) -> float:
        """Seconds by the clock, measured: rooms with large tables take a third of a second."""
        before, pricer = monotonic(), Pricer(Question(self.problem, self.climb.best_worth[0]))
        pricer.slopes(self.at or first_priced(pricer))
        return monotonic() - before

    def until(self, share: float) -> float:
        """The clock when so much of the time is over, but for the certificates at the end."""
        if self.rounds is not None:
            return inf
        return self.begun + share * self.time_s

    def soon(self) -> float:
        """The clock when sharpening must end."""
        return inf if self.rounds is not None else min(self.until(1.0), monotonic() + SHARP_SHARE * self.time_s)

    def think(self) -> None:
        if self.climb.best_worth[0] and self.at is None:
            self.climb.look(np.zeros(self.problem.size[1]), pairs=(float(self.problem.size[1]),))
            self.climb.run(self.until(FIRST_SHARE), lambda worth: not worth[0], self.rounds or 1 << 60)
        while stage := self.next_stage():
            if not self.trusted:
                self.sharpen()
            if self.at is None or self.enough(self.climb.best_worth):
                break
            self.search(self.at, stage)
            self.fill()
        self.polish()
        self.sharpen()

    def next_stage(self) -> Stage | None:
        """The first not over yet, of those for plans like the best one."""
        over, self.over = self.over, self.over + 1
        stages = SHORT if self.climb.best_worth[0] else COMPLETE
        left = [stage for stage in stages[over:] if monotonic() < self.until(stage.share)]
        return left[0] if left else None

    def search(self, at: Priced, stage: Stage) -> None:
        """Local search by the multipliers, until the stage's share of the time is over."""
        pricer = Pricer(Question(self.problem, self.climb.best_worth[0]))
        dear = pricer.dear(at)
        self.climb.look(pricer.rents(at), dear * stage.dear if dear and stage.dear else None, stage.pairs)
        if self.start is not None:
            self.climb.begin(self.start)
            self.start = None
        self.climb.run(self.until(stage.share), self.enough, self.rounds or 1 << 60)

    def fill(self) -> None:
        """Rooms to the brim: the search by prices stops short of what fits to the kilogram."""
        if self.climb.best_worth[0] > self.least:
            stop = inf if self.rounds is not None else min(self.until(1.0), monotonic() + FILL_SHARE * self.time_s)
            self.climb.keep(filled(self.problem, self.climb.best, stop))

    def enough(self, worth: Worth) -> bool:
        """Whether a plan is as good as the limits ask, by bounds in floats."""
        return worth[0] <= self.least and worth[1] - self.bound <= self.limits.gap * abs(worth[1])

    def sharpen(self) -> None:
        """Better multipliers, now that the best plan is better."""
        left_out, cost = self.climb.best_worth
        steps = STEPS if self.rounds is None else STEADY_STEPS
        late = monotonic() + self.pricing_s > self.until(1.0)
        if self.enough((left_out, cost)) or (late and self.at is not None):
            return
        if left_out > self.least:
            pricer = Pricer(Question(self.problem, None))
            start = replace(self.least_at, lots=pricer.penalty)
            self.least_at, top = ascend(pricer, start, float(left_out), min(steps, LEAST_STEPS), self.soon())
            self.least = max(0, ceil(top - 1e-6))
        pricer = Pricer(Question(self.problem, left_out))
        self.at, top = ascend(pricer, self.at or first_priced(pricer), float(cost), steps, self.soon())
        self.bound = ceil(top - 1e-6)

    def polish(self) -> None:
        """HiGHS on the pairs nearest by the multipliers, for the time left: to place more, then to cost less."""
        if self.at is None or self.rounds is not None or self.enough(self.climb.best_worth):
            return
        if self.problem.size[0] > MIP_LOTS:
            return
        rent = Pricer(Question(self.problem, 0)).rents(self.at)
        keep = near_pairs(self.problem, rent, MIP_PAIRS)
        if self.climb.best_worth[0] > self.least:
            self.consult(keep, share=0.5, place=True)
        done = self.consult(keep, share=1.0, place=False)
        self.exhausted = done and bool((keep >= self.problem.usable).all())

    def consult(self, keep: Bools, *, share: float, place: bool) -> bool:
        """HiGHS for a share of the time left; whether it says that nothing is better."""
        left = self.until(1.0) - monotonic()
        if left <= 0:
            return False
        limits = replace(self.limits, time_s=left * share)
        found, done = improved(self.problem, keep, self.climb.best, limits, place=place)
        if found is not None:
            self.climb.keep(found)
        return done

    def plan(self) -> Plan:
        """The best assignment, with what its certificates prove in whole numbers."""
        left_out, cost = self.climb.best_worth
        pricer, least = Pricer(Question(self.problem, left_out)), Pricer(Question(self.problem, None))
        certificate = pricer.certificate(self.at or first_priced(pricer))
        least_certificate = least.certificate(self.least_at)
        return Plan(
            room=self.climb.best,
            left_out=left_out,
            cost=cost,
            lower_bound=min(cost, pricer.exact(certificate)),
            least_left_out=max(0, least.exact(least_certificate)),
            certificate=certificate,
            least_certificate=least_certificate,
            exhausted=self.exhausted,
            method=METHOD,
        )


def zero_priced(problem: Problem) -> Priced:
    n, m, k = *problem.size, len(problem.pool_capacity)
    return Priced(np.zeros(n), np.zeros(m), np.zeros(k), np.zeros(k, np.bool_))


def near_pairs(problem: Problem, rent: Floats, pairs: float) -> Bools:
    """(n, m): `pairs` rooms a lot on average, those nearest by cost and rent."""
    near = nearest(np.where(problem.usable, problem.cost + problem.weight * rent, np.inf), pairs)
    keep = np.zeros(problem.size, np.bool_)
    lots, places = np.nonzero(near >= 0)
    keep[lots, near[lots, places]] = True
    return keep
