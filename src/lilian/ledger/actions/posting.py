"""One way into the journal. What belongs to a posting is written first, the posting last: it seals what stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.numbers import next_ids
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.ledger import rules
from lilian.ledger.actions import standings
from lilian.ledger.actions.refusals import AlreadyReversed, DoesNotBalance, HoldEnded, NoLines, NoReason
from lilian.ledger.models import Hold, HoldEnd, Posting
from lilian.ledger.models import Line as LineRow
from lilian.ledger.values import HoldEnding, Line, PostingDraft, PostingKind


@dataclass(frozen=True)
class Ready:
    """A posting about to be written: its lines merged, its number known."""

    number: int
    draft: PostingDraft
    lines: tuple[Line, ...]
    reverses_id: int | None = None

    @property
    def kind(self) -> PostingKind:
        return PostingKind.REVERSE if self.reverses_id else PostingKind.POST

    def digest(self, actor_name: str) -> str:
        return rules.posting_digest(header(self, actor_name), rules.packed(self.lines))


def header(ready: Ready, actor_name: str) -> list[object]:
    """What the digest covers besides the lines; `queries/soundness.py` reads the same from the table."""
    draft = ready.draft
    said = [draft.book_id, ready.kind.value, draft.day.isoformat(), actor_name, draft.client_key]
    return [*said, draft.about, draft.note, ready.reverses_id]


def post(*, actor: Actor, draft: PostingDraft, now: datetime) -> int:
    """Post one; return its number. The same client key again gives the same posting.

    :raises OverLimit, DoesNotBalance, DayClosed, DayToCome, HoldEnded: nothing is written then
    """
    return post_all(actor=actor, drafts=[draft], now=now)[0]


@transaction.atomic
def post_all(*, actor: Actor, drafts: Sequence[PostingDraft], now: datetime) -> list[int]:
    """Post all or none, in their order; return their numbers. What the same keys posted before is left as it is.

    :raises OverLimit, DoesNotBalance, DayClosed, DayToCome, HoldEnded, KeyReused: nothing is written then
    """
    drafts = [_tidied(draft) for draft in drafts]
    if not drafts:
        raise NoLines()
    books = standings.locked_books(actor, "ledger.post", {draft.book_id for draft in drafts})
    before = _posted_before(drafts)
    new = [draft for draft in drafts if (draft.book_id, draft.client_key) not in before]
    for draft in new:
        standings.check_day(books[draft.book_id], draft.day, now)
    numbers = iter(next_ids(Posting, len(new)))
    written = [Ready(next(numbers), draft, _balanced(draft.lines)) for draft in new]
    _write(actor, written, now)
    before |= {(ready.draft.book_id, ready.draft.client_key): ready.number for ready in written}
    return [before[draft.book_id, draft.client_key] for draft in drafts]


@transaction.atomic
def reverse(*, actor: Actor, posting_id: int, reason: str, client_key: str, day: date, now: datetime) -> int:
    """The counter-posting of a wrong one, on an open day; what it brought must still be there to be taken back.

    :raises AlreadyReversed, NoReason, OverLimit: nothing is written then
    """
    if not reason.strip():
        raise NoReason()
    wrong = Posting.objects.filter(pk=posting_id).first()
    if wrong is None:
        raise NotFound()
    books = standings.locked_books(actor, "ledger.reverse", {wrong.book_id})
    stood = LineRow.objects.filter(posting=wrong)
    lines = tuple(Line(row.account_id, -row.amount_fen) for row in stood)
    draft = _tidied(PostingDraft(wrong.book_id, day, client_key, lines, wrong.about, reason))
    if same := _posted_before([draft]):
        return same[draft.book_id, draft.client_key]
    if wrong.reverses_id or Posting.objects.filter(reverses=wrong).exists():
        raise AlreadyReversed()
    standings.check_day(books[wrong.book_id], day, now)
    ready = Ready(next_ids(Posting, 1)[0], draft, rules.merged(lines), wrong.pk)
    _write(actor, [ready], now)
    return ready.number


def _tidied(draft: PostingDraft) -> PostingDraft:
    """As it will stand in the table: the texts no longer than their columns."""
    return replace(draft, about=draft.about[:80], note=draft.note.strip()[:200])


def _asked(draft: PostingDraft) -> str:
    return hashlib.sha256(repr(draft).encode()).hexdigest()


def _posted_before(drafts: Sequence[PostingDraft]) -> dict[tuple[int, str], int]:
    """The postings these keys made before. The books are locked, so from here on the keys are nobody else's.

    :raises KeyReused: if one of them made another posting, or is given twice
    """
    asked = {(draft.book_id, draft.client_key): _asked(draft) for draft in drafts}
    if len(asked) < len(drafts):
        raise KeyReused()
    found = Posting.objects.filter(
        book__in={draft.book_id for draft in drafts}, client_key__in=[draft.client_key for draft in drafts]
    )
    before = {}
    for posting in found.only("pk", "book_id", "client_key", "asked"):
        key = (posting.book_id, posting.client_key)
        if key in asked:
            if posting.asked != asked[key]:
                raise KeyReused()
            before[key] = posting.pk
    return before


def _balanced(lines: Sequence[Line]) -> tuple[Line, ...]:
    """:raises NoLines, DoesNotBalance: as the names say"""
    debit = sum(line.amount_fen for line in lines if line.amount_fen > 0)
    credit = -sum(line.amount_fen for line in lines if line.amount_fen < 0)
    if debit != credit:
        raise DoesNotBalance(debit=yuan_text(debit), credit=yuan_text(credit))
    merged = rules.merged(lines)
    if not merged:
        raise NoLines()
    return merged


def _write(actor: Actor, postings: Sequence[Ready], now: datetime) -> None:
    if not postings:
        return
    for ready in postings:
        _use_holds(actor, ready, now)
    standings.check([(ready.draft.book_id, line) for ready in postings for line in ready.lines], now)
    LineRow.objects.bulk_create(
        LineRow(posting_id=ready.number, account_id=line.account_id, amount_fen=line.amount_fen)
        for ready in postings
        for line in ready.lines
    )
    batch, name = postings[0].number, actor.name[:80]
    digests = [ready.digest(name) for ready in postings]
    Posting.objects.bulk_create(
        _row(ready, batch, name, digest, now) for ready, digest in zip(postings, digests, strict=True)
    )
    data = {"postings": len(postings), "digest": rules.batch_digest(digests)}
    audit.record(actor=actor, event="ledger.posted", subject=f"ledger.Posting:{batch}", at=now, data=data)


def _row(ready: Ready, batch: int, actor_name: str, digest: str, now: datetime) -> Posting:
    draft = ready.draft
    return Posting(
        pk=ready.number,
        book_id=draft.book_id,
        kind=ready.kind.value,
        day=draft.day,
        at=now,
        actor_name=actor_name,
        client_key=draft.client_key,
        about=draft.about,
        note=draft.note,
        reverses_id=ready.reverses_id,
        batch=batch,
        asked=_asked(draft),
        digest=digest,
    )


def _use_holds(actor: Actor, ready: Ready, now: datetime) -> None:
    """:raises HoldEnded, NotFound: as the names say"""
    if not ready.draft.hold_ids:
        return
    found = list(Hold.objects.filter(pk__in=ready.draft.hold_ids, debit__book=ready.draft.book_id))
    if len(found) != len(set(ready.draft.hold_ids)):
        raise NotFound()
    if HoldEnd.objects.filter(hold__in=found).exists():
        raise HoldEnded()
    HoldEnd.objects.bulk_create(
        HoldEnd(hold=hold, ending=HoldEnding.POSTED.value, posting_id=ready.number, at=now, ended_by=actor.name[:80])
        for hold in found
    )
