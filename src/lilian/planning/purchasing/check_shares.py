"""An auditor's check of shares. Shares no code with the solver; who buys alone for what is asked of the caller."""

from collections.abc import Callable, Iterator
from itertools import combinations

from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Problem
from lilian.planning.purchasing.shares import Division

MOST_PLAYERS = 12  # 4,094 sub-groups


def share_faults(
    problem: Problem, plan: Plan, division: Division, *, alone: Callable[[frozenset[str]], int] | None = None
) -> list[str]:
    """Every false claim of a division of the plan's cost; [] means it adds up.

    `alone`: what a set of players pays by itself, from a source the caller trusts. With it, and up to MOST_PLAYERS
    players, every sub-group is tried.
    """
    strange = list(player_faults(problem, division))
    if strange:
        return strange
    pays = {share.player: share.share_fen for share in division.shares}
    found = list(sum_faults(plan, division, pays))
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


def sub_group_faults(division: Division, pays: dict[str, int], alone: Callable[[frozenset[str]], int]) -> Iterator[str]:
    for size in range(1, len(pays)):
        for group in combinations(sorted(pays), size):
            paid, cost = sum(pays[player] for player in group), alone(frozenset(group))
            if paid - cost > division.worst_fen:
                yield f"sub-group {group}: pays {paid} fen, alone {cost}: more than {division.worst_fen} beyond"
