"""Two people approve; with the second, everything is posted at once, or nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.ledger import actions as ledger
from lilian.ledger.values import AccountKey, PostingDraft, Purpose
from lilian.ledger.values import Line as Side
from lilian.settlement import rules
from lilian.settlement.actions.drafting import book_of, gathered, sums_of
from lilian.settlement.actions.refusals import AlreadyDecided, Changed, NoReason, SamePerson
from lilian.settlement.models import Approval, Line, Run, Statement
from lilian.settlement.queries.gather import Asked
from lilian.settlement.queries.runs import APPROVALS
from lilian.settlement.values import COSTS, Inputs, RunKind, Settled, SharedKind, StepKind

Sides = dict[AccountKey, int]  # fen, debit positive
ON_ACCOUNTS = {
    StepKind.ADVANCE: Purpose.ADVANCE,
    StepKind.DEPOSIT: Purpose.DEPOSIT_PAID,
    StepKind.DEBT: Purpose.DEBT,
    StepKind.INPUT_CREDIT: Purpose.INPUT_CREDIT,
}


@transaction.atomic
def approve(*, actor: Actor, run_id: int, now: datetime) -> bool:
    """One of two; True if it was the second and the run is posted.

    :raises SamePerson: if the actor drafted it, or approved before
    :raises AlreadyDecided, Changed: as the names say
    """
    run = _waiting(actor, run_id)
    before = list(run.approvals.all())
    if _is(actor, run.drafter_id, run.drafted_by) or any(_is(actor, a.giver_id, a.given_by) for a in before):
        raise SamePerson()
    made = Approval.objects.create(run=run, agreed=True, at=now, given_by=actor.name[:80], giver_id=actor.user_id)
    audit.record(actor=actor, event="settlement.approved", subject=made, at=now, data={"run": run.pk})
    if len(before) + 1 < APPROVALS:
        return False
    _post(actor, run, now)
    return True


@transaction.atomic
def send_back(*, actor: Actor, run_id: int, reason: str, now: datetime) -> None:
    """It will not be posted; its slips are free for another run.

    :raises NoReason, AlreadyDecided: as the names say
    """
    if not reason.strip():
        raise NoReason()
    run = _waiting(actor, run_id)
    giver = None if run.approvals.filter(giver_id=actor.user_id).exists() else actor.user_id
    made = Approval.objects.create(
        run=run, agreed=False, note=reason.strip()[:200], at=now, given_by=actor.name[:80], giver_id=giver
    )
    audit.record(actor=actor, event="settlement.sent_back", subject=made, at=now, data={"run": run.pk})


def _waiting(actor: Actor, run_id: int) -> Run:
    """The run, nobody else's until the transaction ends.

    :raises NotFound, AlreadyDecided: as the names say
    """
    actor.must("settlement.approve")
    run = Run.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise NotFound()
    actor.must("settlement.approve", organisation_id=run.organisation_id)
    given = list(run.approvals.values_list("agreed", flat=True))
    if False in given or len(given) >= APPROVALS:
        raise AlreadyDecided()
    return run


def _is(actor: Actor, user_id: int | None, name: str) -> bool:
    return actor.user_id == user_id and (user_id is not None or actor.name[:80] == name)


def _post(actor: Actor, run: Run, now: datetime) -> None:
    """:raises Changed: if the same run drafted now would say something else"""
    book_id = book_of(run.organisation_id)
    statements = list(run.statements.order_by("household_id"))
    inputs = _unchanged(run, book_id, statements)
    settled = [rules.settle(one) for one in inputs]
    sides = [_sides(book_id, one, told) for one, told in zip(inputs, settled, strict=True)]
    keys = dict.fromkeys(key for each in sides for key in each)
    accounts = ledger.open_accounts(actor=actor, keys=list(keys), now=now)
    ledger.post_all(
        actor=actor,
        drafts=[
            PostingDraft(
                book_id,
                run.day,
                f"settlement {statement.pk}",
                tuple(Side(accounts[key], fen) for key, fen in each.items()),
                f"settlement.Statement:{statement.pk}",
                run.note or f"{run.since} – {run.until}",
            )
            for statement, each in zip(statements, sides, strict=True)
        ],
        now=now,
    )
    Line.objects.bulk_create(_lines(statements, inputs), batch_size=2_000)
    data = {"statements": len(statements), "net_fen": run.net_fen}
    audit.record(actor=actor, event="settlement.posted", subject=run, at=now, data=data)


def _unchanged(run: Run, book_id: int, statements: Sequence[Statement]) -> list[Inputs]:
    asked = Asked(run.organisation_id, book_id, RunKind(run.kind), run.since, run.until, run.day, run.closes_season)
    now_said = {one.household_id: rules.packed(one) for one in gathered(asked, sums_of(run)).inputs}
    for one in statements:
        if now_said.get(one.household_id, b"").decode() != one.inputs:
            raise Changed(code=rules.unpacked(one.inputs).code)
    return [rules.unpacked(one.inputs) for one in statements]


def _sides(book_id: int, inputs: Inputs, told: Settled) -> Sides:
    """The statement as one posting: what the fruit is worth on one side, what became of it on the other."""
    surplus = sum(one.fen for one in inputs.shared if one.kind is SharedKind.SURPLUS)
    due = {step.kind: 0 for step in told.steps}
    for step in told.steps:
        due[step.kind] += step.due_fen
    costs = sum(due.get(StepKind(kind.value), 0) for kind in COSTS)
    said: Sides = {
        AccountKey(book_id, Purpose.PURCHASE): told.gross_fen - surplus,
        AccountKey(book_id, Purpose.SURPLUS): surplus,
        AccountKey(book_id, Purpose.FEE): -due.get(StepKind.FEE, 0),
        AccountKey(book_id, Purpose.COST): -costs,
        _of(book_id, Purpose.PAYABLE, inputs): -told.net_fen,
    }
    for kind, purpose in ON_ACCOUNTS.items():
        said[_of(book_id, purpose, inputs)] = -told.taken_fen(kind)
    said[_of(book_id, Purpose.DEBT, inputs)] += told.carried_fen
    if inputs.closes_season:
        left = due.get(StepKind.INPUT_CREDIT, 0) - told.taken_fen(StepKind.INPUT_CREDIT)
        said[_of(book_id, Purpose.INPUT_CREDIT, inputs)] -= left
    return {key: fen for key, fen in said.items() if fen}


def _of(book_id: int, purpose: Purpose, inputs: Inputs) -> AccountKey:
    return AccountKey(book_id, purpose, household_id=inputs.household_id)


def _lines(statements: Sequence[Statement], inputs: Sequence[Inputs]) -> Iterator[Line]:
    for statement, said in zip(statements, inputs, strict=True):
        for one in said.delivered:
            yield Line(statement=statement, slip_id=one.slip_id, amount_fen=one.amount_fen)
