"""Two people approve; with the second, everything is posted at once, or nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.ledger import actions as ledger
from lilian.ledger.values import Line as Side
from lilian.ledger.values import PostingDraft
from lilian.receiving import queries as receiving
from lilian.settlement import rules
from lilian.settlement.actions.alone import alone
from lilian.settlement.actions.drafting import book_of, gathered
from lilian.settlement.actions.refusals import AlreadyDecided, Changed, NoReason, SamePerson, ToppedUpSince
from lilian.settlement.models import Approval, Line, Run, Statement
from lilian.settlement.queries.gather import Asked, paid_on, sums_of
from lilian.settlement.queries.pricing import READER
from lilian.settlement.queries.runs import APPROVALS
from lilian.settlement.values import UNGRADED, Inputs, RunKind


@transaction.atomic
def approve(*, actor: Actor, run_id: int, now: datetime) -> bool:
    """One of two; True if it was the second and the run is posted.

    :raises SamePerson: if the actor drafted it, or approved before
    :raises AlreadyDecided, Changed, ToppedUpSince: as the names say
    """
    run = _waiting(actor, run_id)
    before = list(run.approvals.all())
    if actor.is_who(run.drafter_id, run.drafted_by) or any(actor.is_who(a.giver_id, a.given_by) for a in before):
        raise SamePerson()
    is_last = len(before) + 1 == APPROVALS
    if is_last:
        alone(run.organisation_id)
    if is_last and run.kind == RunKind.SHARE:
        _check_paid(run)
    made = Approval.objects.create(run=run, agreed=True, at=now, given_by=actor.name[:80], giver_id=actor.answerable_id)
    audit.record(actor=actor, event="settlement.approved", subject=made, at=now, data={"run": run.pk})
    if not is_last:
        return False
    _post(actor, run, now)
    return True


@transaction.atomic
def send_back(*, actor: Actor, run_id: int, reason: str, now: datetime) -> None:
    """It will not be posted; its slips are free for another run.

    :raises NoReason, AlreadyDecided: as the names say
    """
    run = _waiting(actor, run_id)
    if not reason.strip():
        raise NoReason()
    giver = None if run.approvals.filter(giver_id=actor.answerable_id).exists() else actor.answerable_id
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


def _post(actor: Actor, run: Run, now: datetime) -> None:
    """:raises Changed: if the same run drafted now would say something else"""
    book_id = book_of(run.organisation_id)
    statements = list(run.statements.order_by("household_id"))
    inputs = _unchanged(run, book_id, statements)
    settled = [rules.settle(one) for one in inputs]
    sides = [rules.sides_of(book_id, one, told) for one, told in zip(inputs, settled, strict=True)]
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
    _check_slips_stand(run)
    data = {"statements": len(statements), "net_fen": run.net_fen}
    audit.record(actor=actor, event="settlement.posted", subject=run, at=now, data=data)


def _check_paid(run: Run) -> None:
    """One top-up of an organisation after the other: what was paid on the fruit is what the run was worked out from.

    :raises ToppedUpSince: if another was posted in between
    """
    asked = asked_again(run, book_of(run.organisation_id))
    known = dict(run.shared.filter(paid_fen__isnull=False).values_list("grade", "paid_fen"))
    paid = {one.grade or UNGRADED: one.amount_fen for one in paid_on(asked)} if known else {}
    if any(paid.get(grade, 0) != fen for grade, fen in known.items()):
        raise ToppedUpSince()


def asked_again(run: Run, book_id: int) -> Asked:
    return Asked(run.organisation_id, book_id, RunKind(run.kind), run.since, run.until, run.day, run.closes_season)


def _check_slips_stand(run: Run) -> None:
    """A slip that was voided while this was being posted; who voids one from here on waits, and finds its line.

    :raises Changed: as the name says
    """
    lines = Line.objects.filter(statement__run=run)
    slips = receiving.slips(READER).filter(pk__in=lines.values("slip")).order_by("pk")
    list(slips.select_for_update(of=("self",)).values_list("pk", flat=True))
    gone = lines.filter(slip__void__isnull=False).select_related("statement__household")
    if one := gone.first():
        raise Changed(code=one.statement.household.code)


def _unchanged(run: Run, book_id: int, statements: Sequence[Statement]) -> list[Inputs]:
    asked = asked_again(run, book_id)
    now_said = {one.household_id: rules.packed(one) for one in gathered(asked, sums_of(run)).inputs}
    for one in statements:
        if now_said.get(one.household_id, b"").decode() != one.inputs:
            raise Changed(code=rules.unpacked(one.inputs).code)
    return [rules.unpacked(one.inputs) for one in statements]


def _lines(statements: Sequence[Statement], inputs: Sequence[Inputs]) -> Iterator[Line]:
    for statement, said in zip(statements, inputs, strict=True):
        for slip_id, (_, amount_fen) in rules.by_slip(said).items():
            yield Line(statement=statement, slip_id=slip_id, amount_fen=amount_fen)
