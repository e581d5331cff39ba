"""A season's pool: all fruit of a grade together, advanced at delivery, topped up after it is sold."""

from collections.abc import Iterable, Mapping

from lilian.settlement.values import Delivered, PoolGrade


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
