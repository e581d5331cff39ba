"""What was shared out after the season, worked out again: run after run as they were posted, from the fruit of the
statements posted before."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import Max

from lilian.settlement import rules
from lilian.settlement.models import Run, Statement
from lilian.settlement.queries.gather import share_of, sums_of
from lilian.settlement.queries.runs import APPROVALS, counted
from lilian.settlement.values import UNGRADED, Delivered, Inputs, PoolGrade, RunKind, Shared, SharedKind

Progress = Callable[[int], None]
Fruit = dict[int, list[Delivered]]  # by household


def faults(progress: Progress) -> Iterator[str]:
    """A line for every top-up, surplus or other sum shared later that the fruit and the payments before do not give."""
    posted = counted(Run.objects.all()).filter(agreed__gte=APPROVALS, sent_back=0)
    rows = posted.annotate(settled=Max("approvals__pk")).order_by("organisation_id", "settled")
    done = 0
    for _, runs in groupby(rows.prefetch_related("shared"), key=attrgetter("organisation_id")):
        before = Before()
        for run in runs:
            told = [(pk, rules.unpacked(said)) for pk, said in _statements(run)]
            if run.kind == RunKind.SHARE:
                yield from before.faults(run, told)
            before.add(run, [one for _, one in told])
            done += 1
            progress(done)


def _statements(run: Run) -> Iterator[tuple[int, str]]:
    return Statement.objects.filter(run=run).order_by("pk").values_list("pk", "inputs").iterator(chunk_size=2_000)


@dataclass
class Before:
    """What an organisation had settled and topped up before a run."""

    fruit: Fruit = field(default_factory=lambda: defaultdict(list))
    top_ups: list[tuple[date, date, str, int]] = field(default_factory=list)

    def add(self, run: Run, told: list[Inputs]) -> None:
        for one in told:
            if one.delivered:
                self.fruit[one.household_id].extend(one.delivered)
        for shared in run.shared.all():
            if shared.kind == SharedKind.TOP_UP:
                self.top_ups.append((run.since, run.until, shared.grade, shared.total_fen))

    def faults(self, run: Run, told: list[tuple[int, Inputs]]) -> Iterator[str]:
        base = self._of_days(run)
        pool, wanted = rules.pool_of(one for fruit in base.values() for one in fruit), _parts(run, base)
        for pk, one in told:
            if one.shared != tuple(wanted.get(one.household_id, ())):
                yield f"statement {pk}: its part is not what the fruit before gives"
            if one.pool != pool:
                yield f"statement {pk}: its pool is not the fruit that was settled before"
        missing = {home for home, parts in wanted.items() if sum(part.fen for part in parts)}
        for home in sorted(missing - {one.household_id for _, one in told}):
            yield f"run {run.pk}: household {home} got nothing of what was shared"
        yield from self._of_top_ups(run, pool)

    def _of_days(self, run: Run) -> Fruit:
        within = {
            home: [one for one in fruit if run.since <= one.day <= run.until] for home, fruit in self.fruit.items()
        }
        return {home: fruit for home, fruit in within.items() if fruit}

    def _of_top_ups(self, run: Run, pool: tuple[PoolGrade, ...]) -> Iterator[str]:
        """What was paid before is what the payments say, and the rest is what the sales say."""
        near = [(grade, fen) for since, until, grade, fen in self.top_ups if since <= run.until and until >= run.since]
        paid = {one.grade or UNGRADED: one.amount_fen for one in rules.paid_with(pool, near)}
        for one in run.shared.all():
            if one.paid_fen is None:
                continue
            if paid.get(one.grade, 0) != one.paid_fen:
                yield f"run {run.pk}: what it says was paid on {one.grade} is not what was paid"
            if one.note != rules.top_up_note(one.paid_fen + one.total_fen, one.paid_fen):
                yield f"run {run.pk}: its top-up on {one.grade} is not what the sales give"


def _parts(run: Run, base: Fruit) -> dict[int, list[Shared]]:
    """Household -> its parts of the run's sums, in their order; none of a sum that nobody counts for."""
    found: dict[int, list[Shared]] = defaultdict(list)
    for one in sums_of(run):
        counted_for = any(rules.measure(one.rule, one.grade, fruit) for fruit in base.values())
        shares = rules.shared_out(one.total_fen, one.rule, one.grade, base) if counted_for else {}
        for home, part in shares.items():
            found[home].append(share_of(one, part))
    return found
