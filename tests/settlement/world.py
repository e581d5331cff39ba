"""A posted statement, a question about it and a file for the bank of two organisations, for the permission matrix."""

from django.utils import timezone

from lilian.base.actors import system
from lilian.ledger import actions as ledger
from lilian.ledger.values import AccountKey, Limits, Line, PostingDraft, Purpose
from lilian.members.models import Household, Organisation
from lilian.payouts.models import Payout
from lilian.settlement import actions
from lilian.settlement.models import Statement
from lilian.settlement.values import RunDraft, RunKind


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    if wanted not in ("statement", "settlement_run", "dispute", "payout"):
        return {}
    own, foreign = (keys_of(made(owner)) for owner in (home, away))
    return {kind: (own[kind], foreign[kind]) for kind in own}


def keys_of(statement: Statement) -> dict[str, int]:
    """The statement with a question about it, and a file for the bank of its day."""
    now, run = timezone.now(), statement.run
    dispute = actions.raise_dispute(actor=system("test"), statement_id=statement.pk, about="x", words="x", now=now)
    payout = Payout.objects.create(
        organisation_id=run.organisation_id, day=run.day, count=1, total_fen=1, at=now, client_key=f"p{run.pk}"
    )
    return {"statement": statement.pk, "settlement_run": run.pk, "dispute": dispute, "payout": payout.pk}


def made(owner: Organisation) -> Statement:
    """At the season's close the household still owes for inputs: that is settled, approved and posted."""
    now = timezone.now()
    today, household = timezone.localdate(now), Household.objects.get(organisation=owner)
    book = ledger.open_book(actor=system("test"), organisation_id=owner.pk, opened_on=today, now=now)
    owed = AccountKey(book, Purpose.INPUT_CREDIT, household_id=household.pk)
    given = AccountKey(book, Purpose.INPUTS)
    keys = ledger.open_accounts(actor=system("test"), keys=[owed, given], now=now)
    limits = Limits(most_debit_fen=1_000, most_credit_fen=0)
    ledger.set_limits(actor=system("test"), account_id=keys[owed], limits=limits, reason="x", now=now)
    lines = Line(keys[owed], 100), Line(keys[given], -100)
    ledger.post(actor=system("test"), draft=PostingDraft(book, today, "k", lines), now=now)
    draft = RunDraft(owner.pk, RunKind.DELIVERY, today, today, today, closes_season=True)
    run = actions.draft_run(actor=system("test"), draft=draft, client_key=f"run {owner.pk}", now=now)
    for name in ("one", "two"):
        actions.approve(actor=system(name), run_id=run, now=now)
    return Statement.objects.get(run=run)
