"""Price steps: what so many units cost, and how far it is to the next step."""

from collections.abc import Sequence
from itertools import pairwise

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.purchasing.values import NextTier, Tier


class BadTiers(Invalid):
    code = "purchasing.bad_tiers"
    sentence = gettext_noop("价格档次要从 0 开始，数量一档比一档多，单价在 0.01 元到 100 万元之间。")


MOST_FEN = 100_000_000
MOST_START = 10**9


def check_tiers(starts: Sequence[int], prices_fen: Sequence[int]) -> None:
    """:raises BadTiers: unless the steps begin at 0 and rise, with a price each"""
    rising = all(low < high for low, high in pairwise(starts))
    if not starts or starts[0] != 0 or not rising or starts[-1] > MOST_START or len(starts) != len(prices_fen):
        raise BadTiers()
    if not all(0 < fen <= MOST_FEN for fen in prices_fen):
        raise BadTiers()


def tiers_of(stored: Sequence[Sequence[int]]) -> tuple[Tier, ...]:
    """As the table holds them."""
    return tuple(Tier(start, fen) for start, fen in stored)


def price_at(tiers: Sequence[Tier], units: int) -> int | None:
    """Fen a unit when everybody together takes so many; None without tiers."""
    reached = [tier.price_fen for tier in tiers if tier.start <= max(units, 0)]
    return reached[-1] if reached else None


def next_tier(tiers: Sequence[Tier], units: int) -> NextTier | None:
    """The nearest step above that is cheaper than the one reached; None where there is none."""
    now = price_at(tiers, units)
    for tier in tiers:
        if now is not None and tier.start > units and tier.price_fen < now:
            return NextTier(tier.start - units, now - tier.price_fen, tier.price_fen)
    return None
