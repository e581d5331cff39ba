"""What a run has to settle, gathered from slips, contracts and the money journal; the same twice if nothing changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.ledger import queries as ledger
from lilian.ledger.values import Purpose
from lilian.members import queries as register
from lilian.receiving import queries as receiving
from lilian.settlement import rules
from lilian.settlement.models import Line, Run, SharedSum, Statement
from lilian.settlement.queries.pricing import READER, SlipRow, priced
from lilian.settlement.queries.runs import APPROVALS, scheme_of
from lilian.settlement.rules.shares import Part
from lilian.settlement.values import (
    Delivered,
    Inputs,
    Owed,
    PoolGrade,
    RunKind,
    Shared,
    SharedKind,
    ShareRule,
    StepKind,
    Waits,
)

OWED = {
    Purpose.ADVANCE: StepKind.ADVANCE.value,
    Purpose.DEPOSIT_PAID: StepKind.DEPOSIT.value,
    Purpose.PENALTY: StepKind.PENALTY.value,
    Purpose.DEBT: StepKind.DEBT.value,
    Purpose.INPUT_CREDIT: StepKind.INPUT_CREDIT.value,
    Purpose.COMPENSATION: "compensation",
}


class SumToShare(NamedTuple):
    """A shared sum as it stands in the run."""

    number: int
    kind: SharedKind
    rule: ShareRule
    grade: str
    total_fen: int
    note: str


@dataclass(frozen=True)
class Asked:
    """What a run is about."""

    organisation_id: int
    book_id: int
    kind: RunKind
    since: date
    until: date
    day: date
    closes_season: bool


class Gathered(NamedTuple):
    inputs: list[Inputs]
    unpriced: int


def gathered(asked: Asked, sums: Iterable[SumToShare]) -> Gathered:
    """Each household's inputs, by its number; and how many slips have no price yet.

    :raises ValueError: if a sum has nobody to be shared with
    """
    sums = list(sums)
    if asked.kind is RunKind.DELIVERY:
        slips = _open_slips(asked.since, asked.until).filter(location__organisation=asked.organisation_id)
        found = priced(_rows(slips))
        delivered, unpriced = found.delivered, len(found.waits)
        base: Mapping[int, list[Delivered]] = delivered
    else:
        base, delivered, unpriced = _settled_before(asked), {}, 0
    parts = [(one, rules.shared_out(one.total_fen, one.rule, one.grade, base)) for one in sums]
    owed = _owed(asked)
    homes = set(delivered) | {home for _, shares in parts for home in shares}
    if asked.closes_season:
        homes |= {home for home, one in owed.items() if one.input_credit_fen}
    if asked.kind is RunKind.DELIVERY:
        homes |= {home for home, one in owed.items() if one.compensation_fen}
    codes, scheme = register.household_codes(homes), scheme_of(asked.organisation_id)
    pool = rules.pool_of(one for home in base.values() for one in home)
    frame = Inputs(0, "", asked.day, scheme, Owed(), pool=pool, closes_season=asked.closes_season)
    made = [
        replace(
            frame,
            household_id=home,
            code=codes[home],
            scheme=scheme if home in delivered else replace(scheme, fee_permille=0),
            owed=owed.get(home, Owed()) if asked.kind is RunKind.DELIVERY or asked.closes_season else Owed(),
            delivered=tuple(delivered.get(home, ())),
            shared=tuple(share_of(one, shares[home]) for one, shares in parts if home in shares),
        )
        for home in sorted(homes)
    ]
    return Gathered(made, unpriced)


def sums_of(run: Run) -> list[SumToShare]:
    """As they were drafted, by their place in the run."""
    return [
        SumToShare(place, SharedKind(one.kind), ShareRule(one.rule), one.grade, one.total_fen, one.note)
        for place, one in enumerate(run.shared.order_by("pk"), 1)
    ]


def share_of(one: SumToShare, part: Part) -> Shared:
    """What a household's statement says of it."""
    return Shared(one.number, one.kind, one.rule, one.grade, one.total_fen, part.own, part.whole, part.fen, one.note)


def _open_slips(since: date, until: date) -> QuerySet[Any]:
    """Slips of households of these days that no posted statement settled."""
    found = receiving.slips(READER, first_day=since, last_day=until, voided=False).filter(household__isnull=False)
    found = found.exclude(pk__in=Line.objects.values("slip_id")).order_by("household_id", "day", "pk")
    return found.annotate(defective=Max("sample__defects__count"))


def _rows(found: QuerySet[Any]) -> list[SlipRow]:
    return [SlipRow(*row) for row in found.values_list(*SlipRow._fields)]


def waiting(actor: Actor, organisation_id: int) -> list[Waits]:
    """Slips of the organisation's points that cannot be settled yet, and why.

    :raises NotFound: if the actor does not look into the organisation's settlement
    """
    actor.must("settlement.see_runs")
    if organisation_id not in actor.reach("settlement.see_runs"):
        raise NotFound()
    return priced(_rows(_open_slips(date.min, date.max).filter(location__organisation=organisation_id))).waits


def waiting_at_home(actor: Actor) -> list[Waits]:
    """The same for the actor's own household, at whatever point it sold."""
    actor.must("settlement.see")
    own = register.households_of_people(actor.reach("settlement.see").person_ids or ())
    return priced(_rows(_open_slips(date.min, date.max).filter(household__in=own))).waits if own else []


def _settled_before(asked: Asked) -> dict[int, list[Delivered]]:
    """Fruit of the days asked for that posted runs of the organisation settled."""
    found = Statement.objects.filter(
        run__organisation=asked.organisation_id, run__since__lte=asked.until, run__until__gte=asked.since
    ).filter(pk__in=Line.objects.values("statement"))
    by_home: dict[int, list[Delivered]] = defaultdict(list)
    for home, said in found.order_by("household_id", "pk").values_list("household_id", "inputs"):
        fruit = (one for one in rules.unpacked(said).delivered if asked.since <= one.day <= asked.until)
        by_home[home].extend(fruit)
    return {home: fruit for home, fruit in by_home.items() if fruit}


def paid_on(asked: Asked) -> tuple[PoolGrade, ...]:
    """What posted runs paid on the fruit of the days asked for: at delivery, and in top-ups since."""
    pool = rules.pool_of(one for fruit in _settled_before(asked).values() for one in fruit)
    before = SharedSum.objects.filter(
        kind=SharedKind.TOP_UP.value, run__organisation=asked.organisation_id, run__since__lte=asked.until,
        run__until__gte=asked.since,
    )  # fmt: skip
    posted = before.annotate(agreed=Count("run__approvals", filter=Q(run__approvals__agreed=True)))
    return rules.paid_with(pool, posted.filter(agreed=APPROVALS).order_by("pk").values_list("grade", "total_fen"))


def _owed(asked: Asked) -> dict[int, Owed]:
    """Household -> what stands on its accounts in the book, positive where it is owed to the book or, compensation, by
    it."""
    found = ledger.accounts(READER, book_id=asked.book_id).filter(
        purpose__in=[purpose.value for purpose in OWED], household__isnull=False
    )
    by_home: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in found.order_by("pk"):
        if fen := ledger.own_side_fen(row):
            by_home[row.household_id or 0][OWED[Purpose(row.purpose)]] = (fen, row.pk)
    later = _planned_for_later(asked) if any(StepKind.DEBT.value in one for one in by_home.values()) else {}
    return {home: _as_owed(standing, later.get(home, 0)) for home, standing in by_home.items()}


def _as_owed(standing: Mapping[str, tuple[int, int]], later_fen: int) -> Owed:
    """Of a debt all is due but what a plan wants later."""
    fen = {f"{kind}_fen": amount for kind, (amount, _) in standing.items()}
    due = max(0, fen.get("debt_fen", 0) - later_fen)
    return Owed(**fen, accounts={kind: number for kind, (_, number) in standing.items()}, debt_due_fen=due)


def _planned_for_later(asked: Asked) -> dict[int, int]:
    """Household -> fen of its debts that fall due after the day of the run, by the plans of posted statements."""
    carried = Statement.objects.filter(run__organisation=asked.organisation_id, carried_fen__gt=0)
    posted = carried.annotate(agreed=Count("run__approvals", filter=Q(run__approvals__agreed=True)))
    later: dict[int, int] = defaultdict(int)
    for home, said in posted.filter(agreed=APPROVALS).order_by("pk").values_list("household_id", "inputs"):
        plan = rules.settle(rules.unpacked(said)).plan
        later[home] += sum(one.fen for one in plan if one.due_on > asked.day)
    return later
