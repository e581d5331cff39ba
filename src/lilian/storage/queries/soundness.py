"""What must hold between the tables of storage; `lilian verify` looks at all of it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db.models import F, Sum

from lilian.planning import storage as planning
from lilian.storage.models import Arrival, ExpectedArrival, FillReport, PendingLot, StoragePlan, UnplannedArrival
from lilian.storage.queries.thresholds import widest_ever
from lilian.storage.values import LotStatus, PlanStatus

Progress = Callable[[int], None]
HELD = (PlanStatus.ADOPTED, PlanStatus.WITHDRAWN)


def plan_faults(progress: Progress) -> Iterator[str]:
    """The lines of every plan that was ever adopted are the lines of its stored plan, and break none of its bounds."""
    for done, plan in enumerate(StoragePlan.objects.filter(status__in=HELD).select_related("run").order_by("pk"), 1):
        yield from _one_plan(plan)
        progress(done)


def plans_to_look_at() -> int:
    return StoragePlan.objects.filter(status__in=HELD).count()


def _one_plan(plan: StoragePlan) -> Iterator[str]:
    stored = planning.plan_from_json(plan.run.plan.encode())
    wanted = Counter((a.lot, a.store, a.day, a.weight_g) for a in stored.assignments)
    lines = ExpectedArrival.objects.filter(plan=plan).values_list("lot_code", "store_code", "day", "weight_g")
    for line in sorted(((wanted - Counter(lines)) + (Counter(lines) - wanted)).elements()):
        yield f"storage plan {plan.pk}: the line {line} stands in the plan or among what is expected, not in both"
    problem = planning.problem_from_json(plan.run.problem.encode())
    for fault in planning.faults(problem, stored):
        yield f"storage plan {plan.pk}: {fault}"


def lot_faults(progress: Progress) -> Iterator[str]:
    """Every lot is waiting, planned, arrived or cancelled, and its lines say the same, to the gram."""
    lines: dict[int, list[tuple[int, int]]] = defaultdict(list)
    known = ExpectedArrival.objects.filter(lot__isnull=False, is_cancelled=False)
    for lot_id, weight_g, came_g in known.annotate(came=Sum("arrivals__weight_g")).values_list(
        "lot_id", "weight_g", "came"
    ):
        lines[lot_id or 0].append((weight_g, came_g or 0))
    unplanned = _came_unplanned()
    for done, lot in enumerate(PendingLot.objects.order_by("pk").iterator(chunk_size=500), 1):
        if fault := _lot_fault(lot, lines[lot.pk], unplanned[lot.pk]):
            yield f"lot {lot.code}: {fault}"
        progress(done)


def _came_unplanned() -> Counter[int]:
    """How often each lot came though no plan expected it, and was not taken back."""
    standing = UnplannedArrival.objects.filter(lot__isnull=False, reverses__isnull=True, reversed_by__isnull=True)
    return Counter(lot_id or 0 for lot_id in standing.order_by().values_list("lot_id", flat=True))


def _lot_fault(lot: PendingLot, lines: list[tuple[int, int]], unplanned: int) -> str:
    if unplanned:
        once = unplanned == 1 and not lines and lot.status == LotStatus.ARRIVED
        return "" if once else f"{lot.status}, but it came unplanned {unplanned} times, with {len(lines)} lines"
    if lot.status in (LotStatus.WAITING, LotStatus.CANCELLED):
        return f"{lot.status}, but a plan still expects it" if lines else ""
    planned_g = sum(weight_g for weight_g, _ in lines)
    if planned_g != lot.weight_g:
        return f"{lot.status} with {lot.weight_g} g, but its lines sum to {planned_g} g"
    all_in = all(came_g for _, came_g in lines)
    if all_in != (lot.status == LotStatus.ARRIVED):
        return f"{lot.status}, but its loads say otherwise"
    return ""


def fact_faults(progress: Progress) -> Iterator[str]:
    """Counter-entries mirror their entries, no load was weighed twice, nothing is dated after it was written."""
    uneven = Arrival.objects.filter(reverses__isnull=False).exclude(weight_g=-F("reverses__weight_g"))
    yield from (
        f"arrival {pk}: the counter-entry is not what it takes back" for pk in uneven.values_list("pk", flat=True)
    )
    elsewhere = Arrival.objects.filter(reverses__isnull=False).exclude(expected=F("reverses__expected"))
    yield from (f"arrival {pk}: the counter-entry is of another load" for pk in elsewhere.values_list("pk", flat=True))
    standing = Arrival.objects.filter(reverses__isnull=True, reversed_by__isnull=True).order_by()
    twice = Counter(standing.values_list("expected", flat=True))
    yield from (f"expected arrival {pk}: weighed {count} times" for pk, count in twice.items() if count > 1)
    lost = Arrival.objects.filter(reversed_by__isnull=True, reverses__isnull=True, expected__is_cancelled=True)
    yield from (f"arrival {pk}: its load is no longer expected" for pk in lost.values_list("pk", flat=True))
    slack = timedelta(minutes=float(widest_ever("clock_slack_minutes")))
    late = FillReport.objects.filter(at__gt=F("written_at") + slack)
    yield from (f"fill report {pk}: of a time after it was written" for pk in late.values_list("pk", flat=True))
    half = UnplannedArrival.objects.filter(reverses__isnull=False).exclude(weight_g=-F("reverses__weight_g"))
    yield from (f"unplanned arrival {pk}: not what it takes back" for pk in half.values_list("pk", flat=True))
    progress(facts_to_look_at())


def facts_to_look_at() -> int:
    return Arrival.objects.count() + FillReport.objects.count()
