"""One way into the journal. What belongs to a posting is written first, the posting last: it seals what stands."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.drawn import Insertion, Question, write_all
from lilian.base.idempotency import KeyReused
from lilian.base.numbers import next_ids
from lilian.base.tellers import module_name
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.ledger import rules
from lilian.ledger.actions import standings
from lilian.ledger.actions.refusals import AlreadyReversed, DoesNotBalance, HoldEnded, NoLines, NoReason, ToldElsewhere
from lilian.ledger.actions.tellers import modules_of
from lilian.ledger.models import Hold, HoldEnd, Posting
from lilian.ledger.models import Line as LineRow
from lilian.ledger.values import HoldEnding, Line, PostingDraft, PostingKind

Key = tuple[int, str]  # a book and a client key: one posting
Asked = tuple[PostingDraft, str]
POSTED = Question(
    lambda books, keys: (
        Posting.objects.filter(book_id__in=books, client_key__in=keys)
        .order_by()
        .values_list("pk", "book_id", "client_key", "asked")
    )
)
LINES = Insertion(LineRow, "posting_id", "account_id", "amount_fen")
POSTINGS = Insertion(
    Posting,
    *("id", "book_id", "kind", "day", "at", "actor_name", "client_key", "about", "note"),
    *("reverses_id", "batch", "asked", "digest"),
)


@dataclass(frozen=True)
class Ready:
    """A posting about to be written: its lines merged, its number known."""

    number: int
    draft: PostingDraft
    asked: str
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
    if not drafts:
        raise NoLines()
    asked = _asked_all([_tidied(draft) for draft in drafts])
    books = standings.locked_books(actor, "ledger.post", {book_id for book_id, _ in asked})
    before = _posted_before(asked)
    new = {key: one for key, one in asked.items() if key not in before}
    for (book_id, _), (draft, _) in new.items():
        standings.check_day(books[book_id], draft.day, now)
    numbers = dict(zip(new, next_ids(Posting, len(new)), strict=True))
    ready = [Ready(numbers[key], draft, digest, _balanced(draft.lines)) for key, (draft, digest) in new.items()]
    _write(actor, ready, now)
    return [(before | numbers)[key] for key in asked]


@transaction.atomic
def reverse(*, actor: Actor, posting_id: int, reason: str, client_key: str, day: date, now: datetime) -> int:
    """The counter-posting of a wrong one, on an open day; what it brought must still be there to be taken back.

    :raises ToldElsewhere: if a document of another module tells of the posting and would go on telling
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
    asked = _asked_all([draft])
    if same := _posted_before(asked):
        return same[key_of(draft)]
    if wrong.reverses_id or Posting.objects.filter(reverses=wrong).exists():
        raise AlreadyReversed()
    for label in modules_of(wrong):
        raise ToldElsewhere(module=module_name(label))
    standings.check_day(books[wrong.book_id], day, now)
    ready = Ready(next_ids(Posting, 1)[0], draft, asked[key_of(draft)][1], rules.merged(lines), wrong.pk)
    _write(actor, [ready], now)
    return ready.number


def key_of(draft: PostingDraft) -> Key:
    return draft.book_id, draft.client_key


def _tidied(draft: PostingDraft) -> PostingDraft:
    """As it will stand in the table: the texts no longer than their columns."""
    about, note = draft.about[:80], draft.note.strip()[:200]
    return draft if (about, note) == (draft.about, draft.note) else replace(draft, about=about, note=note)


def _asked_all(drafts: Sequence[PostingDraft]) -> dict[Key, Asked]:
    """Each draft under its key, with SHA-256 over what is asked for.

    :raises KeyReused: if a key is given twice
    """
    asked = {key_of(draft): (draft, hashlib.sha256(repr(draft).encode()).hexdigest()) for draft in drafts}
    if len(asked) < len(drafts):
        raise KeyReused()
    return asked


def _posted_before(asked: Mapping[Key, Asked]) -> dict[Key, int]:
    """The postings these keys made before. The books are locked, so from here on the keys are nobody else's.

    :raises KeyReused: if one of them made another posting
    """
    books, keys = (list(dict.fromkeys(some)) for some in zip(*asked, strict=True))
    before = {}
    for number, book_id, client_key, digest in POSTED.rows(books, keys):
        if (key := (book_id, client_key)) in asked:
            if digest != asked[key][1]:
                raise KeyReused()
            before[key] = number
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
    _use_holds(actor, postings, now)
    standings.check([(ready.draft.book_id, line) for ready in postings for line in ready.lines], now)
    lines = ((ready.number, line.account_id, line.amount_fen) for ready in postings for line in ready.lines)
    batch, name = postings[0].number, actor.name[:80]
    digests = [ready.digest(name) for ready in postings]
    rows = (_row(ready, batch, name, digest, now) for ready, digest in zip(postings, digests, strict=True))
    write_all((LINES, lines), (POSTINGS, rows))
    data = {"postings": len(postings), "digest": rules.batch_digest(digests)}
    audit.record(actor=actor, event="ledger.posted", subject=f"ledger.Posting:{batch}", at=now, data=data)


def _row(ready: Ready, batch: int, actor_name: str, digest: str, now: datetime) -> tuple[object, ...]:
    """Its columns as `POSTINGS` names them."""
    draft = ready.draft
    said = (draft.client_key, draft.about, draft.note)
    facts = (ready.number, draft.book_id, ready.kind.value, draft.day, now, actor_name)
    return (*facts, *said, ready.reverses_id, batch, ready.asked, digest)


def _use_holds(actor: Actor, postings: Sequence[Ready], now: datetime) -> None:
    """:raises HoldEnded, NotFound: as the names say"""
    used = [(hold_id, ready) for ready in postings for hold_id in dict.fromkeys(ready.draft.hold_ids)]
    if not used:
        return
    found = {hold.pk: hold for hold in Hold.objects.filter(pk__in={one for one, _ in used}).select_related("debit")}
    if any(hold_id not in found or found[hold_id].debit.book_id != ready.draft.book_id for hold_id, ready in used):
        raise NotFound()
    is_over = any(hold.until is not None and hold.until <= now for hold in found.values())  # no round came by yet
    if is_over or len(found) < len(used) or HoldEnd.objects.filter(hold__in=found).exists():
        raise HoldEnded()
    HoldEnd.objects.bulk_create(
        HoldEnd(
            hold_id=hold_id, ending=HoldEnding.POSTED.value, posting_id=ready.number, at=now, ended_by=actor.name[:80]
        )
        for hold_id, ready in used
    )
