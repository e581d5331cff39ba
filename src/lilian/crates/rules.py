"""Pure decisions about crates and their deposits."""

from lilian.crates.values import MoveKind
from lilian.kernel.parts import split


def deposit_fen(kind: MoveKind, count: int, *, each_fen: int, had: int, paid_fen: int) -> int:
    """What changes in the deposit that stands for a holder's crates, in fen.

    Handing out adds today's deposit. Bringing back and losing take the part of what was paid that these crates are of
    all the holder has, so that the last one takes the last fen, whatever was paid for which.
    """
    if kind is MoveKind.HAND_OUT:
        return count * each_fen
    if kind in (MoveKind.TAKE_BACK, MoveKind.LOSE):
        return -split(paid_fen, [count, had - count])[0]
    return 0
