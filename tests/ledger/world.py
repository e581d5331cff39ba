"""A book, an account, a posting and a hold of each of two organisations, for the matrix of permissions."""

from django.utils import timezone

from lilian.base.actors import system
from lilian.ledger import actions
from lilian.ledger.values import AccountKey, HoldDraft, Line, PostingDraft, Purpose
from lilian.members.models import Household, Organisation


def records(home: Organisation, away: Organisation, wanted: str) -> dict[str, tuple[int, int]]:
    """Keys of each kind of record: (own, foreign), made where the page under test is about one."""
    if wanted not in ("book", "account", "posting", "hold"):
        return {}
    own, foreign = (made(owner) for owner in (home, away))
    return {kind: (own[kind], foreign[kind]) for kind in own}


def made(owner: Organisation) -> dict[str, int]:
    """Something is owed to the organisation's household."""
    actor, now = system("test"), timezone.now()
    today, household = timezone.localdate(now), Household.objects.get(organisation=owner)
    book = actions.open_book(actor=actor, organisation_id=owner.pk, opened_on=today, now=now)
    owed = AccountKey(book, Purpose.PAYABLE, household_id=household.pk)
    bought = AccountKey(book, Purpose.PURCHASE)
    keys = actions.open_accounts(actor=actor, keys=[owed, bought], now=now)
    draft = PostingDraft(book, today, "k", (Line(keys[bought], 100), Line(keys[owed], -100)))
    posting = actions.post(actor=actor, draft=draft, now=now)
    aside = HoldDraft(keys[owed], keys[bought], 10, "x")
    hold = actions.hold(actor=actor, draft=aside, client_key=f"h{book}", now=now)
    return {"book": book, "account": keys[owed], "posting": posting, "hold": hold}
