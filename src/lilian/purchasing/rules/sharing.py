"""Whole packs are shared out in whole units, and every fen of the bill is somebody's.

Who asked gets what was asked, as far as there is enough; what packs leave over goes to those who said they would take
more. Each place's part of the bill is the planner's division, whose promise is that no place gains by leaving; within
a place it is shared by what the units are worth. Units taken beyond what was asked are paid at the article's price, and
that makes the bill of all smaller.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lilian.kernel.parts import split
from lilian.purchasing.values import Why

Key = TypeVar("Key")
Pool = tuple[str, int]  # place, article


@dataclass(frozen=True)
class Claim:
    """One need as it counts: `asked` units at a place, gladly up to `most`; `original_id` was asked for at first."""

    need_id: int
    place: str
    article_id: int
    asked: int
    most: int
    original_id: int

    @property
    def pool(self) -> Pool:
        return self.place, self.article_id


@dataclass(frozen=True)
class Bought:
    """What a plan buys: units that go to each pool; units left of each article; fen a unit of it; what bringing one of
    those left costs to each place that can have some; each place's share of the bill."""

    pools: Mapping[Pool, int]
    spare: Mapping[int, int]
    unit_fen: Mapping[int, int]
    carriage: Mapping[Pool, int]
    shares: Mapping[str, int]


@dataclass(frozen=True)
class Given:
    """What one need gets, what that costs, and the figures that say why."""

    claim: Claim
    given: int
    extra: int
    amount_fen: int
    pool: int
    pool_asked: int
    spare: int

    @property
    def why(self) -> Why:
        if not self.given:
            return Why.NONE
        if self.claim.original_id != self.claim.article_id:
            return Why.SUBSTITUTE
        if self.given < self.claim.asked:
            return Why.SHORT
        return Why.MORE if self.given > self.claim.asked else Why.FULL


def share_out(claims: Sequence[Claim], bought: Bought) -> list[Given]:
    """What each need gets, in their order. The amounts sum to the shares and the carriage of what is extra."""
    asked = [claim.asked for claim in claims]
    pools = _places_in(claims, lambda claim: claim.pool)
    based = _portioned(pools, bought.pools, asked)
    room = [
        claim.most - claim.asked if got == claim.asked and claim.pool in bought.carriage else 0
        for claim, got in zip(claims, based, strict=True)
    ]
    extra = _portioned(_places_in(claims, lambda claim: claim.article_id), bought.spare, room)
    amounts = _amounts(claims, based, extra, bought)
    return [
        Given(
            claim,
            based[index] + extra[index],
            extra[index],
            amounts[index],
            bought.pools.get(claim.pool, 0),
            sum(asked[other] for other in pools[claim.pool]),
            bought.spare.get(claim.article_id, 0),
        )
        for index, claim in enumerate(claims)
    ]


def _places_in(claims: Sequence[Claim], key: Callable[[Claim], Key]) -> dict[Key, list[int]]:
    """Where the claims of each key stand."""
    found: dict[Key, list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        found[key(claim)].append(index)
    return found


def _portioned(groups: Mapping[Key, list[int]], units: Mapping[Key, int], weights: Sequence[int]) -> list[int]:
    """Each group's units by weight, to nobody more than the own weight."""
    given = [0] * len(weights)
    for key, members in groups.items():
        own = [weights[index] for index in members]
        whole = min(units.get(key, 0), sum(own))
        if whole:
            for index, part in zip(members, split(whole, own), strict=True):
                given[index] = part
    return given


def _amounts(claims: Sequence[Claim], based: Sequence[int], extra: Sequence[int], bought: Bought) -> list[int]:
    """The price of what was taken beyond; of the rest each place's share, within it by worth."""
    unit_fen = [bought.unit_fen.get(claim.article_id, 0) for claim in claims]
    beyond = [units * fen for units, fen in zip(extra, unit_fen, strict=True)]
    carried = [units * bought.carriage.get(claim.pool, 0) for units, claim in zip(extra, claims, strict=True)]
    worth = [units * fen for units, fen in zip(based, unit_fen, strict=True)]
    places = _places_in(claims, lambda claim: claim.place)
    homes = {place: at for place, at in places.items() if any(worth[i] for i in at)}
    amounts = [price + carriage for price, carriage in zip(beyond, carried, strict=True)]
    if not homes:
        return amounts
    rest = split(sum(bought.shares.values()) - sum(beyond), [bought.shares.get(place, 0) for place in homes])
    for share, members in zip(rest, homes.values(), strict=True):
        for index, part in zip(members, split(share, [worth[i] for i in members]), strict=True):
            amounts[index] += part
    return amounts
