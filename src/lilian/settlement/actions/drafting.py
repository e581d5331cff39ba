"""A run is drafted: everything each statement depends on is frozen."""

import hashlib
from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.ledger import queries as ledger
from lilian.members import queries as register
from lilian.settlement import rules
from lilian.settlement.actions.refusals import BadPeriod, NobodyToShareWith, NoBook, NothingToSettle, NothingToTopUp
from lilian.settlement.models import Run, SharedSum, Statement
from lilian.settlement.queries import gather
from lilian.settlement.queries.gather import Asked, Gathered, SumToShare
from lilian.settlement.values import UNGRADED, Inputs, RunDraft, Settled, SharedDraft, SharedKind, ShareRule, Sold


@transaction.atomic
def draft_run(*, actor: Actor, draft: RunDraft, client_key: str, now: datetime) -> int:
    """Draft it; return the run's number. The same client key again gives the same run.

    :raises NothingToSettle, NothingToTopUp, NobodyToShareWith, BadPeriod, NoBook: nothing is drafted then
    """
    actor.must("settlement.draft", organisation_id=draft.organisation_id)
    hold_name(f"settlement run\n{client_key}", wait=True)
    asked = hashlib.sha256(repr(draft).encode()).hexdigest()
    same = Run.objects.filter(client_key=client_key).first()
    if same is not None:
        if same.asked != asked:
            raise KeyReused()
        return same.pk
    if not draft.since <= draft.until <= timezone.localdate(now) or draft.day > timezone.localdate(now):
        raise BadPeriod()
    book_id = book_of(draft.organisation_id)
    draft = _topped_up(draft, book_id)
    # Sums are shared by their place in the run: the run is written when it is known what it comes to.
    sums = [
        SumToShare(place, one.kind, one.rule, one.grade, one.total_fen, one.note)
        for place, one in enumerate(draft.shared, 1)
    ]
    found = gathered(asked_of(draft, book_id), sums)
    statements = [(inputs, rules.settle(inputs)) for inputs in found.inputs]
    statements = [(inputs, told) for inputs, told in statements if told.gross_fen or told.carried_fen]
    if not statements:
        raise NothingToSettle()
    run = _write_run(actor, draft, client_key, asked, now, found.unpriced, [told for _, told in statements])
    _write_statements(run, draft, statements)
    data = {"households": run.households, "gross_fen": run.gross_fen, "net_fen": run.net_fen}
    audit.record(actor=actor, event="settlement.drafted", subject=run, at=now, data=data)
    return run.pk


def _topped_up(draft: RunDraft, book_id: int) -> RunDraft:
    """With a top-up for each grade that was sold for more than was paid on it, shared by weight.

    :raises NothingToTopUp: if sales are told, and none was sold for more
    """
    if not draft.sold:
        return draft
    sold = defaultdict[str, int](int)
    for one in draft.sold:
        sold[one.grade] += one.fen
    paid = gather.paid_on(asked_of(draft, book_id))
    more = rules.top_up(sold, paid)
    known = {one.grade: one.amount_fen for one in paid}
    sums = tuple(
        _top_up(Sold(grade, fen), more[grade], known.get(grade, 0)) for grade, fen in sold.items() if more[grade]
    )
    if not sums:
        raise NothingToTopUp()
    return replace(draft, shared=(*draft.shared, *sums))


def _top_up(one: Sold, more_fen: int, paid_fen: int) -> SharedDraft:
    why = rules.top_up_note(one.fen, paid_fen)
    return SharedDraft(SharedKind.TOP_UP, ShareRule.WEIGHT, more_fen, one.grade or UNGRADED, why, paid_fen)


def book_of(organisation_id: int) -> int:
    """:raises NoBook: if it keeps none"""
    try:
        return ledger.book_of(gather.READER, organisation_id).pk
    except NotFound:
        raise NoBook(organisation=register.organisation(gather.READER, organisation_id).name) from None


def asked_of(draft: RunDraft, book_id: int) -> Asked:
    return Asked(draft.organisation_id, book_id, draft.kind, draft.since, draft.until, draft.day, draft.closes_season)


def gathered(asked: Asked, sums: list[SumToShare]) -> Gathered:
    """:raises NobodyToShareWith: as the name says"""
    try:
        return gather.gathered(asked, sums)
    except ValueError:
        raise NobodyToShareWith(yuan=yuan_text(sum(one.total_fen for one in sums))) from None


def _write_run(
    actor: Actor, draft: RunDraft, client_key: str, asked: str, now: datetime, unpriced: int, told: list[Settled]
) -> Run:
    return Run.objects.create(
        organisation_id=draft.organisation_id,
        kind=draft.kind.value,
        since=draft.since,
        until=draft.until,
        day=draft.day,
        closes_season=draft.closes_season,
        note=draft.note.strip()[:200],
        unpriced=unpriced,
        households=len(told),
        gross_fen=sum(one.gross_fen for one in told),
        net_fen=sum(one.net_fen for one in told),
        at=now,
        drafted_by=actor.name[:80],
        drafter_id=actor.answerable_id,
        client_key=client_key,
        asked=asked,
    )


def _write_statements(run: Run, draft: RunDraft, statements: list[tuple[Inputs, Settled]]) -> None:
    SharedSum.objects.bulk_create(
        SharedSum(
            run=run,
            kind=one.kind.value,
            rule=one.rule.value,
            grade=one.grade,
            total_fen=one.total_fen,
            note=one.note[:120],
            paid_fen=one.paid_fen,
        )
        for one in draft.shared
    )
    Statement.objects.bulk_create(_row(run, inputs, told) for inputs, told in statements)


def _row(run: Run, inputs: Inputs, told: Settled) -> Statement:
    said = rules.packed(inputs)
    return Statement(
        run=run,
        household_id=inputs.household_id,
        gross_fen=told.gross_fen,
        net_fen=told.net_fen,
        carried_fen=told.carried_fen,
        inputs=said.decode(),
        digest=rules.digest(said),
    )
