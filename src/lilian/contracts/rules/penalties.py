"""What a penalty comes to by the terms: a share of what the fruit is worth, or of what was paid late, for each day."""

from lilian.contracts.values.money import PenaltyKind
from lilian.contracts.values.terms import Penalties

WHOLE = 1_000


def penalty_fen(kind: PenaltyKind, penalties: Penalties, value_fen: int, days: int = 1) -> int:
    """Halves upwards; nothing where the terms set no penalty."""
    permille = {
        PenaltyKind.ELSEWHERE: penalties.elsewhere_permille,
        PenaltyKind.REFUSED: penalties.refused_permille,
        PenaltyKind.LATE: penalties.late_permille_a_day * days,
    }[kind]
    return (2 * value_fen * permille + WHOLE) // (2 * WHOLE)
