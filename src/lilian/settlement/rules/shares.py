"""A sum shared between households by weight, by value or evenly; nothing is left over."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lilian.kernel.parts import split
from lilian.settlement.values import UNGRADED, Delivered, Inputs, ShareRule


class Part(NamedTuple):
    own: int
    whole: int
    fen: int


def measure(rule: ShareRule, grade: str, delivered: Sequence[Delivered]) -> int:
    """What a household's fruit, of one grade, without one or of all, counts for by the rule: grams, fen, or one
    household."""
    counted = [one for one in delivered if not grade or (one.grade or UNGRADED) == grade]
    if rule is ShareRule.WEIGHT:
        return sum(one.net_g for one in counted)
    if rule is ShareRule.VALUE:
        return sum(one.amount_fen for one in counted)
    return 1 if counted else 0


def shared_out(
    total_fen: int, rule: ShareRule, grade: str, delivered: Mapping[int, Sequence[Delivered]]
) -> dict[int, Part]:
    """Household -> its part; the parts sum to the total. Households that count for nothing are not among them.

    :raises ValueError: if no household counts for anything
    """
    counts = {key: measure(rule, grade, delivered[key]) for key in sorted(delivered)}
    counts = {key: count for key, count in counts.items() if count}
    parts = split(total_fen, list(counts.values())) if counts else []
    if total_fen and not parts:
        raise ValueError("nobody to share with")
    whole = sum(counts.values())
    return {key: Part(counts[key], whole, fen) for key, fen in zip(counts, parts, strict=True)}


def by_slip(inputs: Inputs) -> dict[int, tuple[int, int]]:
    """Slip -> grams and fen of all that was made of it: it may be of several grades, or in part beyond a contract."""
    found: dict[int, tuple[int, int]] = {}
    for one in inputs.delivered:
        grams, fen = found.get(one.slip_id, (0, 0))
        found[one.slip_id] = (grams + one.net_g, fen + one.amount_fen)
    return found
