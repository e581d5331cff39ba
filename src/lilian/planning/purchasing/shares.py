"""Who pays what, so that no sub-group pays more than it would alone: shares in the core, or as near as can be.

Sub-groups are found one at a time: an LP divides the bill under those known, and a program (the purchasing problem with
a switch per player) finds the sub-group that would gain most by leaving, or proves that none does.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, floor
from time import monotonic
from typing import Literal

from lilian.planning.limits import Limits
from lilian.planning.purchasing.bound import Joining
from lilian.planning.purchasing.certificate import Certificate
from lilian.planning.purchasing.market import Market
from lilian.planning.purchasing.model import FEN, Model, needs_whole
from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import BadPurchase, Need, Problem
from lilian.planning.purchasing.proof import Proof
from lilian.planning.purchasing.solve import basket_of, solve
from lilian.planning.purchasing.table import Table
from lilian.planning.purchasing.tree import relax, run

Players = Literal["village", "member"]
SEARCH = 0.5  # of the time: the search for sub-groups; the rest is for the proof
WEIGHT = 10**6
SHOWN = 20  # sub-groups of a division, nearest to leaving first
PRICE_FEN = 1e-4  # how near the LP's least excess is kept while shares are made fair


@dataclass(frozen=True)
class Share:
    """`alone_fen`: what the best plan found for the player alone costs."""

    player: str
    share_fen: int
    alone_fen: int


@dataclass(frozen=True)
class SubGroup:
    """A sub-group that binds: what its shares sum to, and what a plan of its own costs."""

    players: tuple[str, ...]
    pays_fen: int
    alone_fen: int


@dataclass(frozen=True)
class Claim:
    """A sub-group's own plan, and how often it counts. Where each player stands in claims of the same `weight` in all,
    any division's worst is at least that weight times the bill, less the plans' costs, over the sum of weights."""

    players: tuple[str, ...]
    weight: int
    plan: Plan


@dataclass(frozen=True)
class Division:
    """Shares that sum to the bill. No sub-group pays more than `worst_fen` beyond the cheapest it could buy for alone:
    `certificate` proves it for all of them at once; 0 or less: the shares are in the core. `solver_worst_fen`: what the
    solver's own search says of the worst, which nobody can check. No division whatever has a worst below `least_fen`:
    `claims` prove it, where it is above 0."""

    shares: tuple[Share, ...]
    total_fen: int
    worst_fen: int
    least_fen: int
    sub_groups: tuple[SubGroup, ...]
    method: str
    solver_worst_fen: int
    certificate: Certificate | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def in_core(self) -> bool:
        return self.worst_fen <= 0


def divide(problem: Problem, plan: Plan, *, by: Players = "village", limits: Limits = Limits()) -> Division:
    """Divide the plan's cost among those who need something.

    Among shares that leave the least incentive to leave, those nearest to one price per item, village and period.

    :raises BadPurchase: if the plan leaves something missing: then there is no bill for all
    """
    if plan.missing_units:
        raise BadPurchase(field="plan", fault="leaves something missing; what is missing has no price")
    game = Game(problem, plan.cost_fen, by, monotonic() + limits.time_s, limits)
    if len(game.players) < 2:
        return game.division(0, ())
    return game.settle()


class Game:
    """`costs`: sub-groups seen so far, and what a plan of their own costs."""

    def __init__(self, problem: Problem, total_fen: int, by: Players, stop: float, limits: Limits) -> None:
        self.problem, self.total, self.stop, self.limits = problem, total_fen, stop, limits
        self.start = monotonic()
        self.market = Market(problem)
        home = {member.code: member.village for member in problem.members}
        self.needs: dict[str, list[Need]] = {}
        for need in problem.needs:
            self.needs.setdefault(need.member if by == "member" else home[need.member], []).append(need)
        self.players = sorted(self.needs)
        self.costs: dict[frozenset[int], int] = {}
        self.binding: dict[frozenset[int], float] = {}  # what a fen more of each own cost would save the worst off
        for player in range(len(self.players)):
            self.costs[frozenset((player,))] = self.plan_of((player,)).cost_fen
        self.by_want = [self.units(player) for player in range(len(self.players))]
        self.fair = self.at_unit_prices()
        self.shares, self.worst = largest_remainder(self.fair, self.total), self.total

    def at_unit_prices(self) -> list[float]:
        """What all needs cost at one delivered price per want, the relaxed program's, scaled to the bill. By duality no
        sub-group pays more at these prices than alone, but for the scaling and joint limits (Owen, 1975)."""
        model = Model(self.market)
        relaxed = relax(model.table, replace(self.limits, time_s=max(0.1, self.stop - monotonic())))
        worth = [float(self.costs[frozenset((player,))]) for player in range(len(self.players))]
        if relaxed is not None:
            unit = [max(0.0, float(relaxed.prices[row])) for row in model.demand_rows]
            worth = [sum(unit[want] * units for want, units in needs.items()) for needs in self.by_want]
        scale = sum(worth)
        return [self.total * (share / scale if scale else 1 / len(worth)) for share in worth]

    def plan_of(self, group: Iterable[int]) -> Plan:
        """The best plan found for a sub-group alone."""
        needs = tuple(need for player in group for need in self.needs[self.players[player]])
        left = max(0.1, (self.stop - monotonic()) / (2 * len(self.players)))
        limits = replace(self.limits, time_s=left)
        return solve(replace(self.problem, needs=needs), limits=limits, prove=False)

    def units(self, player: int) -> Counter[int]:
        """What the player needs, by want."""
        home = {member.code: member.village for member in self.problem.members}
        units: Counter[int] = Counter()
        for need in self.needs[self.players[player]]:
            units[self.market.want_of(home[need.member], need.item, need.period)] += need.quantity
        return units

    def settle(self) -> Division:
        """Divide, look who would leave, divide again; keep the division with the least proved excess."""
        searched = self.start + SEARCH * (self.stop - self.start)
        while True:
            least, exact = self.best_division()
            shares = largest_remainder(exact, self.total)
            worst, news = self.most_tempted(shares)
            if worst < self.worst:
                self.worst, self.shares = worst, shares
            least_fen = max(0, ceil(least - PRICE_FEN))
            if self.worst <= least_fen or not news or monotonic() > searched:
                return self.division(*self.claimed() if least_fen else (0, ()))

    def claimed(self) -> tuple[int, tuple[Claim, ...]]:
        """(no division's worst is below this, why): the binding sub-groups' weights, filled up by players alone."""
        weights = {group: round(WEIGHT * max(0.0, -price)) for group, price in self.binding.items()}
        cover = [sum(weight for group, weight in weights.items() if p in group) for p in range(len(self.players))]
        for player, covered in enumerate(cover):
            alone = frozenset((player,))
            weights[alone] = weights.get(alone, 0) + max(cover) - covered
        claims = []
        for group in sorted(sorted(group) for group, weight in weights.items() if weight):
            names = tuple(self.players[player] for player in group)
            claims.append(Claim(names, weights[frozenset(group)], self.plan_of(group)))
        above = max(cover) * self.total - sum(claim.weight * claim.plan.cost_fen for claim in claims)
        least = -(-above // max(1, sum(claim.weight for claim in claims)))
        return (least, tuple(claims)) if least > 0 else (0, ())

    def best_division(self) -> tuple[float, list[float]]:
        """(least excess over the sub-groups known, shares). With room to spare, each sub-group is left a fen per player
        below its own cost, so that rounding to fen cannot tempt it."""
        table, count = Table(), len(self.players)
        excess = table.column(1.0)
        pays = [table.column() for _ in range(count)]
        table.row([(column, 1.0) for column in pays], self.total, self.total)
        rows = {}
        for group, cost in self.costs.items():
            rows[group] = table.row(
                [*((pays[player], 1.0) for player in sorted(group)), (excess, -1.0)], upper=cost - count
            )
        table.cost[excess] = 1.0
        relaxed = relax(table, self.limits)
        assert relaxed is not None
        self.binding = {group: float(relaxed.prices[row]) for group, row in rows.items()}
        least = float(relaxed.values[excess])
        table.cost[excess], table.upper[excess] = 0.0, least + PRICE_FEN
        for player, fair in enumerate(self.fair):
            more, less = table.column(1.0), table.column(1.0)
            table.row([(pays[player], 1.0), (more, -1.0), (less, 1.0)], fair, fair)
        answer = run(table, self.limits, 1.0)
        assert answer.values is not None
        return least - count, [float(answer.values[column]) for column in pays]

    def most_tempted(self, shares: list[int]) -> tuple[int, bool]:
        """(no sub-group pays more than this beyond its own cost, whether a sub-group's cost was learnt).

        The solver's best solutions are priced outside it, as ever; its bound counts for all sub-groups.
        """
        model = Model(self.market, whole=needs_whole(self.market), players=self.by_want)
        for column, share in zip(model.joins, shares, strict=True):
            model.table.cost[column] = -FEN * share
        left = max(0.1, (self.stop - monotonic()) / 2)
        limits = replace(self.limits, time_s=left, gap=0.0)
        answer = run(model.table, limits, FEN)
        worst = -answer.at_least(FEN, otherwise=-self.total)
        basket = basket_of(model, answer.values, limits)
        if basket is None or answer.values is None:
            return worst, False
        group = frozenset(p for p, column in enumerate(model.joins) if answer.values[column] > 0.5)
        cost = basket.cost_fen(self.market)
        news = cost < self.costs.get(group, cost + 1)
        self.costs[group] = min(cost, self.costs.get(group, cost))
        return worst, news

    def proved(self, pays: dict[frozenset[int], int]) -> tuple[int, Certificate]:
        """(no sub-group pays more than this beyond its own cost, why): the proof of a purchase, with the needs of any
        sub-group in place of all, less its shares."""
        known = min(self.costs[group] - paid for group, paid in pays.items() if len(group) < len(self.players))
        joining = Joining(self.players, self.by_want, self.shares)
        proof = Proof(self.market, min(0, known), joining=joining)
        proof.grow(self.stop)
        return -proof.bound, proof.certificate()

    def division(self, least_fen: int, claims: tuple[Claim, ...]) -> Division:
        pays = {group: sum(self.shares[player] for player in group) for group in self.costs}
        worst, certificate = self.proved(pays) if len(self.players) > 1 else (0, None)
        binding = sorted(self.costs, key=lambda group: (self.costs[group] - pays[group], sorted(group)))
        return Division(
            tuple(
                Share(name, self.shares[player], self.costs[frozenset((player,))])
                for player, name in enumerate(self.players)
            ),
            self.total,
            worst,
            least_fen,
            tuple(
                SubGroup(tuple(self.players[p] for p in sorted(group)), pays[group], self.costs[group])
                for group in binding[:SHOWN]
            ),
            "constraint generation",
            self.worst if len(self.players) > 1 else 0,
            certificate,
            claims,
        )


def largest_remainder(exact: list[float], total: int) -> list[int]:
    """Whole fen that sum to `total`, each less than a fen from its exact share; ties go to the first."""
    whole = [floor(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for index in range(total - sum(whole)):
        whole[order[index % len(order)]] += 1
    return whole
