"""What `lilian verify` looks at: terms are what was signed, and a contract's money is what its terms allow."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from lilian.contracts.models import Contract, Signature, Terms, TermsLine
from lilian.contracts.queries import money
from lilian.contracts.queries.terms import said
from lilian.contracts.rules.fulfilment import digest
from lilian.ledger import queries as ledger
from lilian.ledger.values import Purpose

BLOCK = 500
Progress = Callable[[int], None]
HOUSEHOLD_SIDES = frozenset(
    purpose.value for purpose in (Purpose.DEPOSIT_PAID, Purpose.INPUT_CREDIT, Purpose.PENALTY, Purpose.COMPENSATION)
)


def faults(progress: Progress) -> Iterator[str]:
    """A line for every version of terms, signature or posting of a contract that is not as it should be."""
    done, last = 0, 0
    while rows := list(Terms.objects.select_related("contract").filter(pk__gt=last).order_by("pk")[:BLOCK]):
        last = rows[-1].pk
        yield from _of_terms(rows)
        yield from _of_signatures(rows)
        done += len(rows)
        progress(done)
    yield from _of_money()


def _of_terms(rows: list[Terms]) -> Iterator[str]:
    lines: dict[int, list[TermsLine]] = defaultdict(list)
    for line in TermsLine.objects.filter(terms__in=[row.pk for row in rows]).order_by("pk"):
        lines[line.terms_id].append(line)
    for row in rows:
        of = row.contract
        parties = (of.buyer_id, of.coop_id, of.household_id)
        if digest(parties, row.number, said(row, lines[row.pk])) != row.digest:
            yield f"contract {of.number}: terms {row.number} are not what was written"


def _of_signatures(rows: list[Terms]) -> Iterator[str]:
    numbers = {row.pk: (row.contract.number, row.digest) for row in rows}
    for one in Signature.objects.filter(terms__in=list(numbers)).order_by("pk").iterator():
        number, signed = numbers[one.terms_id]
        if one.digest != signed:
            yield f"contract {number}: the {one.party} signed something else"
        if one.picture and hashlib.sha256(one.picture).hexdigest() != one.picture_digest:
            yield f"contract {number}: the picture of the {one.party}'s signature is another"


def _of_money() -> Iterator[str]:
    """Every posting that names a contract touches its household, and inputs stay within what its terms allow."""
    contracts = {money.about(one.pk): one for one in Contract.objects.order_by("pk").iterator()}
    most = money.most_credit([one.pk for one in contracts.values()])
    issued: dict[int, int] = defaultdict(int)
    for row in _postings():
        found = contracts.get(row.about)
        if found is None:
            yield f"posting {row.pk}: there is no {row.about}"
            continue
        fen = _on_household(row, found)
        if fen is None:
            yield f"contract {found.number}: posting {row.pk} is not about its household"
        elif _is_inputs(row):
            issued[found.pk] += fen
    for found in contracts.values():
        if issued[found.pk] > most.get(found.pk, 0):
            yield f"contract {found.number}: {issued[found.pk]} fen of inputs are more than its terms allow"


def _postings() -> Iterator[Any]:
    """Those that name a contract, a block at a time."""
    found = ledger.postings(money.READER).filter(about__startswith=money.about(0)[:-1]).order_by("pk")
    last = 0
    while rows := list(found.filter(pk__gt=last)[:BLOCK]):
        yield from rows
        last = rows[-1].pk


def _is_inputs(row: Any) -> bool:
    return any(line.account.purpose == Purpose.INPUT_CREDIT.value for line in row.lines.all())


def _on_household(row: Any, found: Contract) -> int | None:
    """Fen on the household's account of a contract's purposes, in debit positive; None if there is no such line."""
    own = [
        line.amount_fen
        for line in row.lines.all()
        if line.account.household_id == found.household_id and line.account.purpose in HOUSEHOLD_SIDES
    ]
    return own[0] if len(own) == 1 else None
