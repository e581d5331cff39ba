"""Balances of crates worked out again from the moves."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from lilian.crates.models import Balance, Crate, Move
from lilian.crates.values import Holder, MoveKind

Key = tuple[int, Holder]
EVERY = 10_000
TO_HOLDER = {MoveKind.BUY: 1, MoveKind.HAND_OUT: 1, MoveKind.TAKE_BACK: -1, MoveKind.LOSE: -1, MoveKind.SCRAP: -1}
TO_OWNER = {MoveKind.HAND_OUT: -1, MoveKind.TAKE_BACK: 1}


def faults(progress: Callable[[int], None]) -> Iterator[str]:
    """Every balance is the sum of its moves, in crates and in fen."""
    counts, deposits = _summed(progress)
    for row in Balance.objects.iterator():
        key = (row.crate_id, Holder(row.organisation_id, row.household_id))
        if (row.count, row.deposit_fen) != (counts.pop(key, 0), deposits.pop(key, 0)):
            yield f"crates balance {row.pk}: it is not the sum of its moves"
    yield from (f"crates of {key}: moves without a balance" for key, count in counts.items() if count)


def _summed(progress: Callable[[int], None]) -> tuple[dict[Key, int], dict[Key, int]]:
    owners = dict(Crate.objects.values_list("pk", "owner_id"))
    counts: dict[Key, int] = defaultdict(int)
    deposits: dict[Key, int] = defaultdict(int)
    for done, row in enumerate(Move.objects.order_by("pk").iterator(), 1):
        kind, holder = MoveKind(row.kind), (row.crate_id, Holder(row.organisation_id, row.household_id))
        counts[holder] += TO_HOLDER[kind] * row.count
        deposits[holder] += row.deposit_fen
        counts[row.crate_id, Holder(owners[row.crate_id])] += TO_OWNER.get(kind, 0) * row.count
        if done % EVERY == 0:
            progress(done)
    return counts, deposits
