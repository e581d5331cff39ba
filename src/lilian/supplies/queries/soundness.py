"""Balances of farm inputs worked out again from the moves."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from lilian.supplies.models import Balance, Move
from lilian.supplies.values import MoveKind

Key = tuple[int, int, int | None, str]  # organisation, farm input, point, batch
EVERY = 10_000


def faults(progress: Callable[[int], None]) -> Iterator[str]:
    """Every balance is the sum of its moves."""
    counts: dict[Key, int] = defaultdict(int)
    for done, row in enumerate(Move.objects.order_by("pk").iterator(), 1):
        key = row.organisation_id, row.farm_input_id, row.point_id, row.batch
        counts[key] += row.count if row.kind == MoveKind.BRING else -row.count
        if done % EVERY == 0:
            progress(done)
    for lies in Balance.objects.iterator():
        if lies.count != counts.pop((lies.organisation_id, lies.farm_input_id, lies.point_id, lies.batch), 0):
            yield f"supplies balance {lies.pk}: it is not the sum of its moves"
    yield from (f"supplies {key}: moves without a balance" for key, count in counts.items() if count)
