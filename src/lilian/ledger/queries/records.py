"""Postings as the transparency log swears to them: that there was one is said, all else is sealed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC

from lilian.base.drawn import Question
from lilian.base.logged import Record
from lilian.ledger.models import Line, Posting

COLUMNS = ("book_id", "kind", "day", "at", "actor_name", "client_key", "about", "note", "reverses_id", "digest")
POSTINGS = Question(lambda keys: Posting.objects.filter(pk__in=keys).order_by().values_list("pk", *COLUMNS))
LINES = Question(
    lambda keys: (
        Line.objects.filter(posting__in=keys)
        .order_by("posting_id", "account_id")
        .values_list("posting_id", "account_id", "amount_fen")
    )
)
BATCHES = Question(lambda keys: Posting.objects.filter(batch__in=keys).order_by().values_list("batch", "pk"))


def posting_rows(batches: Sequence[int]) -> list[tuple[int, int]]:
    """The postings that were written together, each with its batch."""
    return [(batch, pk) for batch, pk in BATCHES.rows(batches)]


def posting_records(keys: Sequence[int]) -> dict[int, Record]:
    """By posting; the same posting gives the same record for ever."""
    lines = defaultdict[int, list[list[int]]](list)
    for pk, account_id, amount_fen in LINES.rows(keys):
        lines[pk].append([account_id, amount_fen])
    found = {}
    for pk, book, kind, day, at, by, *said in POSTINGS.rows(keys):
        sealed = dict(zip(("key", "about", "note", "reverses", "digest"), said, strict=True))
        when = at.astimezone(UTC).isoformat(timespec="microseconds")
        sealed |= {"book": book, "kind": kind, "day": day.isoformat(), "at": when, "by": by, "lines": lines[pk]}
        found[pk] = Record({"posting": pk}, sealed)
    return found
