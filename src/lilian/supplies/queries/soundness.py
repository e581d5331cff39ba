"""Balances of farm inputs worked out again from the moves."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from lilian.supplies.models import Balance, Move
from lilian.supplies.values import MoveKind

Key = tuple[int, int, int | None, str]  # organisation, farm input, point, batch
EVERY = 10_000


def faults(progress: Callable[[int], None]) -> Iterator[str]:
    """Every balance is the sum of its moves, and a batch has one use-by day in all of them."""
    counts: dict[Key, int] = defaultdict(int)
    days: dict[tuple[int, str], date | None] = {}
    for done, row in enumerate(Move.objects.order_by("pk").iterator(), 1):
        key = row.organisation_id, row.farm_input_id, row.point_id, row.batch
        counts[key] += row.count if row.kind == MoveKind.BRING else -row.count
        if days.setdefault((row.farm_input_id, row.batch), row.expires_on) != row.expires_on:
            yield f"supplies move {row.pk}: its batch has another use-by day elsewhere"
        if done % EVERY == 0:
            progress(done)
    for lies in Balance.objects.iterator():
        if lies.count != counts.pop((lies.organisation_id, lies.farm_input_id, lies.point_id, lies.batch), 0):
            yield f"supplies balance {lies.pk}: it is not the sum of its moves"
        if days.get((lies.farm_input_id, lies.batch), lies.expires_on) != lies.expires_on:
            yield f"supplies balance {lies.pk}: its moves have another use-by day"
    yield from (f"supplies {key}: moves without a balance" for key, count in counts.items() if count)
