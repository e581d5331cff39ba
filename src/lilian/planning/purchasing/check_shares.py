"""An auditor's check of shares, in whole numbers. Shares no code with the solver.

Given prices, a sub-group's own plan costs at least what its needs are worth, plus what each supplier adds at least. A
supplier adds no less where fewer need something: so what it adds with everybody's needs holds for every sub-group, and
one certificate for all of them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

from lilian.planning.purchasing.certificate import Certificate, Prices
from lilian.planning.purchasing.check import faults
from lilian.planning.purchasing.check_bound import Answers, Auditor, certificate_faults
from lilian.planning.purchasing.check_order import NEVER
from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Problem
from lilian.planning.purchasing.shares import Division

MOST_PLAYERS = 12  # 4,094 sub-groups


def share_faults(
    problem: Problem, plan: Plan, division: Division, *, alone: Callable[[frozenset[str]], int] | None = None
) -> list[str]:
    """Every false claim of a division of the plan's cost; [] means it adds up, and its certificate proves `worst_fen`
    for every sub-group.

    `alone`: what a set of players pays by itself, from a source the caller trusts. With it, and up to MOST_PLAYERS
    players, every sub-group is tried.
    """
    strange = list(player_faults(problem, division))
    if strange:
        return strange
    pays = {share.player: share.share_fen for share in division.shares}
    found = [
        *sum_faults(plan, division, pays),
        *proof_faults(problem, division, pays),
        *claim_faults(problem, division, pays),
    ]
    if alone is not None and len(pays) <= MOST_PLAYERS:
        found += sub_group_faults(division, pays, alone)
    return found


def player_faults(problem: Problem, division: Division) -> Iterator[str]:
    """The players are the members, or the villages, that need something; each once."""
    home = {member.code: member.village for member in problem.members}
    members = sorted({need.member for need in problem.needs})
    villages = sorted({home[need.member] for need in problem.needs})
    players = [share.player for share in division.shares]
    if sorted(players) not in (members, villages):
        yield "the shares are not those of all who need something, each once"
    for group in division.sub_groups:
        if not set(group.players) <= set(players):
            yield f"sub-group {group.players}: names a player without a share"


def sum_faults(plan: Plan, division: Division, pays: dict[str, int]) -> Iterator[str]:
    if sum(pays.values()) != plan.cost_fen or division.total_fen != plan.cost_fen:
        yield f"the shares sum to {sum(pays.values())} fen, not to the plan's {plan.cost_fen}"
    if min(pays.values(), default=0) < 0:
        yield "a share is negative"
    if division.least_fen > max(0, division.worst_fen):
        yield f"least_fen {division.least_fen} is above worst_fen {division.worst_fen}"
    for group in division.sub_groups:
        if group.pays_fen != sum(pays[player] for player in group.players):
            yield f"sub-group {group.players}: does not pay {group.pays_fen} fen"
        if group.pays_fen - group.alone_fen > division.worst_fen and len(group.players) < len(pays):
            yield f"sub-group {group.players}: pays more beyond {group.alone_fen} than worst_fen allows"


def proof_faults(problem: Problem, division: Division, pays: dict[str, int]) -> Iterator[str]:
    """No sub-group is tempted more than the certificate proves; without one, at most by the whole bill."""
    if len(pays) < 2:
        return
    worst = division.total_fen
    if division.certificate is not None:
        broken = list(certificate_faults(problem, division.certificate, players=pays))
        yield from broken
        if broken:
            return
        if division.certificate.most_missing or any(row.missing is not None for row in division.certificate.prices):
            yield "the certificate holds for sub-groups that leave something missing"
        worst = min(worst, -Leaving(problem, division.certificate, pays).lowest())
    if division.worst_fen < worst:
        yield f"worst_fen is {worst} by the certificate, not {division.worst_fen}"


def claim_faults(problem: Problem, division: Division, pays: dict[str, int]) -> Iterator[str]:
    """Every division leaves somebody as badly off as `least_fen`: the claims count each player as often, and what they
    pay beyond their plans' costs is the same in sum, whoever pays what."""
    claims, home = division.claims, {member.code: member.village for member in problem.members}
    by_member = {need.member for need in problem.needs} == set(pays)
    for claim in claims:
        if claim.weight <= 0 or not 0 < len(set(claim.players) & set(pays)) == len(claim.players) < len(pays):
            yield f"claim of {claim.players}: no sub-group, or no weight"
            return
        own = [n for n in problem.needs if (n.member if by_member else home[n.member]) in claim.players]
        alone = replace(problem, needs=tuple(own))
        yield from (f"claim of {claim.players}: {fault}" for fault in faults(alone, claim.plan))
        if claim.plan.missing_units:
            yield f"claim of {claim.players}: its plan leaves something missing"
    counts = {sum(claim.weight for claim in claims if player in claim.players) for player in pays}
    if len(counts) > 1:
        yield "the claims do not count each player as often"
        return
    above = max(counts, default=0) * division.total_fen - sum(c.weight * c.plan.cost_fen for c in claims)
    least = max(0, -(-above // max(1, sum(claim.weight for claim in claims))))
    if division.least_fen > least:
        yield f"least_fen is {least} by the claims, not {division.least_fen}"


class Leaving(Auditor):
    """Bounds what any sub-group's own plan costs, less what its shares sum to."""

    def __init__(self, problem: Problem, certificate: Certificate, pays: dict[str, int]) -> None:
        super().__init__(problem, certificate)
        self.pays = pays
        home = {member.code: member.village for member in problem.members}
        members = {need.member for need in problem.needs} == set(pays)
        number = {want: at for at, want in enumerate(self.wants)}
        self.units: dict[str, Counter[int]] = {player: Counter() for player in pays}
        for need in problem.needs:
            player = need.member if members else home[need.member]
            self.units[player][number[home[need.member], need.item, need.period]] += need.quantity

    def served(self, prices: Prices, answers: Answers) -> int:
        """What a sub-group's needs are worth, less its shares, of the sub-group where that is least: some, not all."""
        must, may, out = [], [], False
        for player, needs in self.units.items():
            worth = sum(self.worth(prices, want) * units for want, units in needs.items())
            value = worth - self.pays[player] * self.unit
            low, high = answers.of("player", player, None, None)
            if low > 0 and high > 1:
                must.append(value)
            elif high > 1:
                may.append(value)
            else:
                out = True
        may.sort()
        paying = [value for value in may if value < 0]
        if not out and len(paying) == len(may):
            paying = paying[:-1]  # not all
            if not may:
                return NEVER
        if not must and not paying:
            return may[0] if may else NEVER
        return sum(must) + sum(paying)


def sub_group_faults(division: Division, pays: dict[str, int], alone: Callable[[frozenset[str]], int]) -> Iterator[str]:
    for size in range(1, len(pays)):
        for group in combinations(sorted(pays), size):
            paid, cost = sum(pays[player] for player in group), alone(frozenset(group))
            if paid - cost > division.worst_fen:
                yield f"sub-group {group}: pays {paid} fen, alone {cost}: more than {division.worst_fen} beyond"
