"""The journal worked out again from its lines, a block at a time; `lilian verify` looks at all of it."""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import BigIntegerField, CharField, F, Max, QuerySet, Sum
from django.db.models.functions import Cast, Greatest

from lilian.base import blocks
from lilian.base.blocks import InStep, Numbers
from lilian.ledger import rules
from lilian.ledger.models import Balance, Hold, Limit, Line, Posting

Progress = Callable[[int], None]
Told = tuple[int, str, list[object]]  # number, digest, what the digest covers besides the lines
HEADER = ("book_id", "kind", "day_text", "actor_name", "client_key", "about", "note", "reverses_id")
ENTRY, ACCOUNT, FEN = range(3)
PARTS, STRETCH = 2, 1 << 16  # stretches of so many numbers of postings, which the parts have in turn


def lines_to_look_at() -> int:
    return Line.objects.count()


def lines_of_a_part() -> int:
    return lines_to_look_at() // PARTS


def journal_faults(progress: Progress) -> Iterator[str]:
    """Every posting sums to zero and is as it was written; every balance is the sum of its lines."""
    for part in range(PARTS):
        yield from part_faults(part, progress)
    yield from balance_faults(progress)


def part_faults(part: int, progress: Progress) -> Iterator[str]:
    """Postings of every so manieth stretch: a process looks at one part while another looks at the next."""
    done = 0
    for first in range(part * STRETCH, _last_number() + 1, PARTS * STRETCH):
        postings = InStep(_postings(first))
        for block in _blocks(first):
            done += len(block)
            yield from _posting_faults(block, postings)
            progress(done)
        yield from (f"posting {number}: it has no lines" for number, _, _ in postings.up_to(math.inf))


def _last_number() -> int:
    """Of a posting, or of one that lines say they belong to."""
    ends = (Posting.objects.aggregate(last=Max("pk")), Line.objects.aggregate(last=Max("posting_id")))
    return max(end["last"] or 0 for end in ends)


def _blocks(first: int) -> Iterator[Numbers]:
    lines = Line.objects.filter(posting_id__gte=first, posting_id__lt=first + STRETCH).order_by("posting_id")
    rows = lines.values_list("posting_id", "account_id", "amount_fen")
    return blocks.by_entry(rows.iterator(chunk_size=blocks.BLOCK), 3)


def _postings(first: int) -> Iterator[Told]:
    stretch = Posting.objects.filter(pk__gte=first, pk__lt=first + STRETCH).order_by("pk")
    rows = stretch.annotate(day_text=Cast("day", CharField())).values_list("pk", "digest", *HEADER)
    for number, digest, *header in rows.iterator(chunk_size=blocks.BLOCK):
        yield number, digest, header


def _posting_faults(block: Numbers, postings: InStep[Told]) -> Iterator[str]:
    starts = blocks.starts_of(block)
    ends = np.append(starts[1:], len(block)).tolist()
    words = np.ascontiguousarray(block[:, ACCOUNT:].astype(">i8"))
    fen = np.add.reduceat(block[:, FEN], starts)
    yield from (f"posting {n}: its fen do not sum to zero" for n in block[starts[fen != 0], ENTRY].tolist())
    told = {number: (digest, header) for number, digest, header in postings.up_to(int(block[-1, ENTRY]))}
    for number, start, end in zip(block[starts, ENTRY].tolist(), starts.tolist(), ends, strict=True):
        digest, header = told.pop(number, ("", None))
        if header is None:
            yield f"posting {number}: its lines belong to nothing"
        elif rules.posting_digest(header, words[start:end].tobytes()) != digest:
            yield f"posting {number}: it is not what was written"
    yield from (f"posting {number}: it has no lines" for number in told)


def balance_faults(progress: Progress) -> Iterator[str]:
    """Every balance is the sum of its lines, and what has lines has a balance."""
    sides = {"debit": Greatest(F("amount_fen"), 0), "credit": Greatest(-F("amount_fen"), 0)}
    sums = {side: Cast(Sum(fen), BigIntegerField()) for side, fen in sides.items()}
    worked_out = _figures(Line.objects.order_by("account_id").values_list("account_id").annotate(**sums))
    progress(lines_to_look_at())
    kept = _figures(Balance.objects.order_by("account_id").values_list("account_id", "debit_fen", "credit_fen"))
    for (account_id,) in blocks.keys_that_differ(kept, worked_out, 1):
        yield f"account {account_id}: the balance is not the sum of its lines"


def _figures(rows: QuerySet[Any, tuple[int, ...]]) -> Numbers:
    """Account, debit, credit: those where not both are zero."""
    found = [np.empty((0, 3), np.int64), *blocks.arrays(rows.iterator(chunk_size=blocks.BLOCK), 3)]
    figures = np.concatenate(found)
    return figures[figures[:, 1:].any(axis=1)]


def audit_faults(progress: Progress) -> Iterator[str]:
    """Every batch has the digest the audit chain holds of it, so that neither can be changed alone."""
    waiting: dict[int, str] = {}  # both sides come in nearly the same order: few wait for the other
    for done, pair in enumerate(zip_longest(_batches(), _told_to_the_chain()), 1):
        for number, digest in filter(None, pair):
            other = waiting.pop(number, None)
            if other is None:
                waiting[number] = digest
            elif other != digest:
                yield f"batch {number}: the audit chain tells it otherwise"
        if done % blocks.BLOCK == 0:
            progress(done)
    yield from (f"batch {number}: it stands on one side only" for number in sorted(waiting))


def _batches() -> Iterator[tuple[int, str]]:
    rows = Posting.objects.order_by("batch", "pk").values_list("batch", "digest").iterator(chunk_size=blocks.BLOCK)
    for number, written in groupby(rows, key=itemgetter(0)):
        yield number, rules.batch_digest(digest for _, digest in written)


def _told_to_the_chain() -> Iterator[tuple[int, str]]:
    statement = "SELECT subject, data FROM base_auditevent WHERE event = 'ledger.posted' ORDER BY number"
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(blocks.BLOCK):
            for subject, data in rows:
                yield int(subject.rpartition(":")[2]), json.loads(data)["digest"]


def hold_faults(progress: Progress) -> Iterator[str]:
    """What every balance says is held is the sum of its open holds, and its limits are the newest ones."""
    held: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for done, hold in enumerate(Hold.objects.filter(end__isnull=True).iterator(), 1):
        held[hold.debit_id][0] += hold.amount_fen
        held[hold.credit_id][1] += hold.amount_fen
        progress(done)
    newest = {limit.account_id: limit for limit in Limit.objects.order_by("pk").iterator()}
    for row in Balance.objects.iterator():
        if [row.debit_held_fen, row.credit_held_fen] != held[row.account_id]:
            yield f"account {row.account_id}: what is held is not the sum of its holds"
        limit = newest.get(row.account_id)
        if limit is None or (limit.most_debit_fen, limit.most_credit_fen) != (row.most_debit_fen, row.most_credit_fen):
            yield f"account {row.account_id}: its limits are not those that were set"
