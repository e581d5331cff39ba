"""A season's pool: all fruit of a grade together, advanced at delivery, topped up after it is sold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lilian.kernel.money import yuan_text
from lilian.kernel.parts import split
from lilian.settlement.values import UNGRADED, Delivered, PoolGrade


def pool_of(delivered: Iterable[Delivered]) -> tuple[PoolGrade, ...]:
    """Grams and fen by grade, in the order of the grades' codes."""
    sums: dict[str, list[int]] = {}
    for one in delivered:
        grams_fen = sums.setdefault(one.grade, [0, 0])
        grams_fen[0] += one.net_g
        grams_fen[1] += one.amount_fen
    return tuple(PoolGrade(grade, *sums[grade]) for grade in sorted(sums))


def average_fen_per_kg(net_g: int, amount_fen: int) -> int:
    """Halves upwards; nothing for nothing."""
    return (amount_fen * 2_000 + net_g) // (2 * net_g) if net_g else 0


def top_up(sold_fen: Mapping[str, int], advanced: Iterable[PoolGrade]) -> dict[str, int]:
    """Grade -> what is still to be paid on it: proceeds less what was advanced; nothing where more was advanced."""
    paid = {one.grade: one.amount_fen for one in advanced}
    return {grade: max(0, fen - paid.get(grade, 0)) for grade, fen in sold_fen.items()}


def paid_with(pool: Sequence[PoolGrade], top_ups: Iterable[tuple[str, int]]) -> tuple[PoolGrade, ...]:
    """The pool with what was topped up since, each of a grade and fen; what was topped up on all grades counts for
    each by its weight."""
    more: dict[str, int] = defaultdict(int)
    for grade, fen in top_ups:
        if grade:
            more["" if grade == UNGRADED else grade] += fen
            continue
        for one, part in zip(pool, split(fen, [each.net_g for each in pool]) if pool else (), strict=True):
            more[one.grade] += part
    return tuple(replace(one, amount_fen=one.amount_fen + more[one.grade]) for one in pool)


def top_up_note(sold_fen: int, paid_fen: int) -> str:
    """What a top-up comes from, as it stands on the statements."""
    return f"卖得 {yuan_text(sold_fen)} 元，已付 {yuan_text(paid_fen)} 元"
