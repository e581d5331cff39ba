"""Books and accounts are opened, limits set."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date, datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.ledger import rules
from lilian.ledger.actions import standings
from lilian.ledger.actions.refusals import BookOpen, LimitBelowBalance, LimitBelowZero, NoReason
from lilian.ledger.models import Account, Book, Limit
from lilian.ledger.values import ONE_SIDED, AccountKey, Limits, Purpose
from lilian.members import queries as register


@transaction.atomic
def open_book(*, actor: Actor, organisation_id: int, opened_on: date, now: datetime) -> int:
    """An organisation keeps books from a day on; return the book's number.

    :raises BookOpen: if it does already
    """
    actor.must("ledger.open_book", organisation_id=organisation_id)
    organisation = register.organisation(actor, organisation_id)
    made, is_new = Book.objects.get_or_create(organisation_id=organisation_id, defaults={"opened_on": opened_on})
    if not is_new:
        raise BookOpen(organisation=organisation.name)
    audit.record(actor=actor, event="ledger.book_opened", subject=made, at=now, data={"opened_on": opened_on})
    return made.pk


@transaction.atomic
def open_accounts(*, actor: Actor, keys: Collection[AccountKey], now: datetime) -> dict[AccountKey, int]:
    """The number of each account; those that are not there yet are opened with their purpose's limits.

    :raises NotFound: if a book is not there, or not the actor's to post in
    """
    standings.locked_books(actor, "ledger.post", {key.book_id for key in keys})
    found = _there(keys)
    new = [key for key in dict.fromkeys(keys) if key not in found]
    if new:
        Account.objects.bulk_create(Account(**asdict(key), opened_at=now) for key in new)
        found = _there(keys)
        Limit.objects.bulk_create(
            Limit(
                account_id=found[key],
                **asdict(rules.limits_of_new(key.purpose, ONE_SIDED)),
                at=now,
                actor_name=actor.name[:80],
            )
            for key in new
        )
        data = {"accounts": [found[key] for key in new]}
        audit.record(actor=actor, event="ledger.accounts_opened", subject="ledger.Account", at=now, data=data)
    return found


def _there(keys: Collection[AccountKey]) -> dict[AccountKey, int]:
    rows = Account.objects.filter(
        book_id__in={key.book_id for key in keys}, purpose__in={key.purpose.value for key in keys}
    )
    wanted = set(keys)
    found = {
        AccountKey(row.book_id, Purpose(row.purpose), row.organisation_id, row.household_id): row.pk for row in rows
    }
    return {key: pk for key, pk in found.items() if key in wanted}


@transaction.atomic
def set_limits(*, actor: Actor, account_id: int, limits: Limits, reason: str, now: datetime) -> None:
    """How far the account may go from now on.

    :raises LimitBelowBalance: if it has gone further already
    :raises LimitBelowZero: as the name says
    :raises NoReason: if nobody says why
    """
    if not reason.strip():
        raise NoReason()
    if min(limits.most_debit_fen or 0, limits.most_credit_fen or 0) < 0:
        raise LimitBelowZero()
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotFound()
    standings.locked_books(actor, "ledger.set_limits", {account.book_id})
    standing = replace(standings.read([account_id])[account_id], limits=limits)
    if not standing.is_within:
        raise LimitBelowBalance(standing=yuan_text(abs(standing.balance_fen)))
    made = Limit.objects.create(
        account=account, **asdict(limits), reason=reason.strip()[:200], at=now, actor_name=actor.name[:80]
    )
    audit.record(actor=actor, event="ledger.limits_set", subject=made, at=now, data=asdict(limits))
