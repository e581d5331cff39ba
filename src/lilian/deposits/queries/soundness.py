"""What `lilian verify` looks at: a closed deposit is posted as two people agreed, and never beyond what was paid."""

from collections.abc import Callable, Iterator
from typing import Any

from lilian.contracts.values import DepositEnd
from lilian.deposits import rules
from lilian.deposits.models import Closing, ClosingAnswer
from lilian.deposits.queries.closings import key_of
from lilian.deposits.queries.standing import READER, account_of, buyer_of, standings
from lilian.deposits.values import ENDS, Way, Why
from lilian.ledger import queries as ledger
from lilian.ledger.values import AccountKey, Purpose

BLOCK = 500
Progress = Callable[[int], None]
Sides = dict[AccountKey, int]


def faults(progress: Progress) -> Iterator[str]:
    """A line for every closing, or posting of one, that is not as it should be."""
    last, done = 0, 0
    found = Closing.objects.filter(answer__isnull=False).select_related("contract", "answer").order_by("pk")
    while rows := list(found.filter(pk__gt=last)[:BLOCK]):
        posted = {one.pk: one for one in ledger.postings(READER).filter(pk__in=[row.answer.posting_id for row in rows])}
        for row in rows:
            yield from _of(row, posted.get(row.answer.posting_id or 0))
        last, done = rows[-1].pk, done + len(rows)
        progress(done)
    yield from _without_document()
    for one in standings(READER):
        if one.left_fen < 0:
            yield f"deposit of contract {one.contract_id}: {-one.left_fen} fen more went back than were paid"


def _of(row: Closing, posting: Any) -> Iterator[str]:
    answer = row.answer
    if row.asker_id is not None and row.asker_id == answer.answerer_id:
        yield f"deposit closing {row.pk}: who asked has answered"
    if not answer.agreed:
        return
    if posting is None or posting.client_key != key_of(row) or _stood(posting) != _wanted(row):
        yield f"deposit closing {row.pk}: its posting is not what was agreed"


def _wanted(row: Closing) -> Sides:
    return rules.sides(ENDS[Why(row.why)], Way(row.way), row.fen, account_of(row), buyer_of(row.contract))


def _stood(posting: Any) -> Sides:
    return {_key(line.account): line.amount_fen for line in posting.lines.all()}


def _key(account: Any) -> AccountKey:
    return AccountKey(account.book_id, Purpose(account.purpose), account.organisation_id, account.household_id)


def _without_document() -> Iterator[str]:
    """A posting that says it closes a deposit has an answer that names it."""
    named = ClosingAnswer.objects.filter(posting__isnull=False).values("posting_id")
    for end in DepositEnd:
        found = ledger.postings(READER).filter(client_key__startswith=f"contract {end} ", reverses__isnull=True)
        for pk in found.exclude(pk__in=named).order_by("pk").values_list("pk", flat=True):
            yield f"posting {pk}: it closes a deposit, and nobody asked for that"
