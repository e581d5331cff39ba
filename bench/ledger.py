"""The money journal: postings a second against the raw rows and against django-hordak; a verification of many lines.

    python bench/ledger.py [--postings 2000] [--together 100] [--lines 10000000] [--json]

Each posting has two lines, over twenty accounts of one book. One by one: each its own durable transaction; together:
so many in one. Ours by the acts of `lilian.ledger`: locks, limits, keys, balances, digests and the audit chain
included. Raw: the very rows those acts left, by plain INSERTs without triggers, the balances and the audit head kept
by hand: what a program pays that checks nothing. django-hordak (`pip install django-hordak`, PostgreSQL only) by its
`Account.transfer_to`, on the same server, in a process of its own that begins when ours has ended.

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied).
"""

import argparse
import json
import math
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

import ground
import journals
from journals import GOAL_VERIFY_S, table, timed
from lilian.base import verification
from lilian.base.models import AuditEvent
from lilian.cli import side_by_side
from lilian.ledger import actions, rules
from lilian.ledger.models import Posting
from lilian.ledger.values import AccountKey, Line, PostingDraft, Purpose
from tests.ledger import money

NOW, TODAY = money.NOW, money.TODAY
ACCOUNTS = 20
CHECKS = ("ledger_journal_1", "ledger_journal_2", "ledger_audit", "ledger_balances")  # the longest first
VERIFIED = "verified, beside each other"
BLOCK = 10_000  # postings written at once past the acts
COLUMNS = {
    "ledger_line": ("id", "posting_id", "account_id", "amount_fen"),
    "ledger_posting": tuple(field.column for field in Posting._meta.concrete_fields),
    "base_auditevent": tuple(field.column for field in AuditEvent._meta.concrete_fields),
}
BALANCE = "UPDATE ledger_balance SET debit_fen = debit_fen + %s, credit_fen = credit_fen + %s WHERE account_id = %s"


def payables(books: money.Money) -> list[int]:
    """So many growers' accounts."""
    homes = [
        money.Household.objects.create(code=f"B{number}", organisation=books.coop).pk for number in range(ACCOUNTS)
    ]
    keys = [AccountKey(books.book, Purpose.PAYABLE, household_id=home) for home in homes]
    return list(actions.open_accounts(actor=books.actor(), keys=keys, now=NOW).values())


def drafts(books: money.Money, accounts: list[int], count: int, name: str) -> list[PostingDraft]:
    return [
        PostingDraft(
            books.book,
            TODAY,
            f"{name}-{number}",
            (Line(books.purchase, 100 + number), Line(accounts[number % ACCOUNTS], -100 - number)),
            f"bench.Slip:{number}",
        )
        for number in range(count)
    ]


def post(books: money.Money, wanted: list[PostingDraft], together: int) -> None:
    for start in range(0, len(wanted), together):
        actions.post_all(actor=books.actor(), drafts=wanted[start : start + together], now=NOW)


def rows_of(numbers: list[int]) -> dict[str, list[tuple[Any, ...]]]:
    """By table, the rows that these postings and their batches left."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        for table, column in (("ledger_line", "posting_id"), ("ledger_posting", "id")):
            cursor.execute(
                f"SELECT {', '.join(COLUMNS[table])} FROM {table} WHERE {column} BETWEEN %s AND %s ORDER BY 1",
                [numbers[0], numbers[-1]],
            )
            found[table] = cursor.fetchall()
        said = ", ".join(COLUMNS["base_auditevent"])
        cursor.execute(f"SELECT {said} FROM base_auditevent WHERE event = 'ledger.posted' ORDER BY number")
        found["base_auditevent"] = cursor.fetchall()
    return found


def write_raw(rows: dict[str, list[tuple[Any, ...]]], together: int) -> None:
    """Two lines and a posting each, an event an act, in as many transactions as the acts had."""
    lines, postings, events = rows["ledger_line"], rows["ledger_posting"], rows["base_auditevent"]
    for act, start in enumerate(range(0, len(postings), together)):
        with transaction.atomic(), connection.cursor() as cursor:
            some = lines[2 * start : 2 * (start + together)]
            insert(cursor, "ledger_line", some)
            insert(cursor, "ledger_posting", postings[start : start + together])
            cursor.executemany(BALANCE, [(max(fen, 0), max(-fen, 0), account) for _, _, account, fen in some])
            insert(cursor, "base_auditevent", [events[act]])
            cursor.execute("UPDATE base_audithead SET number = number + 1")


def insert(cursor: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {table} ({', '.join(COLUMNS[table])}) VALUES ({marks})", rows)


def emptied() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table in COLUMNS:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("UPDATE ledger_balance SET debit_fen = 0, credit_fen = 0")


def posting(books: money.Money, accounts: list[int], count: int, together: int) -> list[journals.Line]:
    wanted = {1: drafts(books, accounts, count, "one"), together: drafts(books, accounts, count, "many")}
    found, kept = [], {}
    for size, some in wanted.items():
        name = "ours, one by one" if size == 1 else f"ours, {size} together"
        before = Posting.objects.count()
        found.append(timed(name, count, partial(post, books, some, size)))
        numbers = list(Posting.objects.order_by("pk").values_list("pk", flat=True))[before:]
        kept[size] = rows_of(numbers)
        kept[size]["base_auditevent"] = kept[size]["base_auditevent"][-math.ceil(count / size) :]
    journals.without(journals.triggers())
    for size, rows in kept.items():
        emptied()
        name = "raw rows, one by one" if size == 1 else f"raw rows, {size} together"
        found.append(timed(name, count, partial(write_raw, rows, size)))
    emptied()
    return found


def hordak(count: int, together: int) -> list[journals.Line]:
    if connection.vendor != "postgresql" or find_spec("hordak") is None:
        print("django-hordak: left out, it needs PostgreSQL and `pip install django-hordak`", file=sys.stderr)
        return []
    peer = Path(__file__).parent / "ledger_peer.py"
    done = subprocess.run(
        [sys.executable, str(peer), str(count), str(together)], env=dict(os.environ), capture_output=True, check=True
    )
    return [journals.line(what, count, seconds, cpu_s) for what, seconds, cpu_s in json.loads(done.stdout)]


def journal(books: money.Money, accounts: list[int], lines: int) -> Iterator[tuple[int, tuple[Line, Line]]]:
    for number in range(1, lines // 2 + 1):
        fen = number % 90_000 + 1
        yield number, (Line(books.purchase, fen), Line(accounts[number % ACCOUNTS], -fen))


def fill(books: money.Money, accounts: list[int], lines: int) -> None:
    """Straight into the tables: digests, batches and balances are true, the audit chain holds the batches' digests."""
    told, sums = journal(books, accounts, lines), Counter[int]()
    columns = "id, book_id, kind, day, at, actor_name, client_key, about, note, batch, asked, digest"
    while some := list(islice(told, BLOCK)):
        batch, postings, rows = some[0][0], [], []
        for number, both in some:
            both = tuple(sorted(both, key=lambda line: line.account_id))
            header = [books.book, "post", TODAY.isoformat(), "x", str(number), "", "", None]
            digest = rules.posting_digest(header, rules.packed(both))
            postings.append((number, books.book, "post", TODAY, NOW, "x", str(number), "", "", batch, "", digest))
            for place, line in enumerate(both):
                rows.append((2 * number + place, number, line.account_id, line.amount_fen))
                sums[line.account_id] += line.amount_fen
        data = json.dumps({"digest": rules.batch_digest(row[-1] for row in postings)})
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO ledger_line (id, posting_id, account_id, amount_fen) VALUES (%s, %s, %s, %s)", rows
            )
            cursor.executemany(f"INSERT INTO ledger_posting ({columns}) VALUES ({', '.join(['%s'] * 12)})", postings)
            cursor.execute(
                "INSERT INTO base_auditevent (number, at, actor_name, event, subject, data, previous_hash, hash) "
                "VALUES (%s, %s, 'x', 'ledger.posted', %s, %s, '', %s)",
                [batch, NOW, f"ledger.Posting:{batch}", data, str(batch)],
            )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(BALANCE, [(max(fen, 0), max(-fen, 0), account) for account, fen in sums.items()])


def verifying(books: money.Money, accounts: list[int], lines: int) -> list[journals.Line]:
    """Each check by itself in this process, and all beside each other as `lilian verify` has them."""
    if not lines:
        return []
    fill(books, accounts, lines)
    count = side_by_side.processes(lines, len(CHECKS))
    asked: dict[str, Callable[[], Iterable[str]]] = {
        f"verified, {name}": partial(verification.REGISTERED[name].check, lambda done: None) for name in CHECKS
    }
    asked[VERIFIED] = lambda: side_by_side.found(CHECKS, count, lambda name, done: None)
    faults: list[str] = []
    found = [timed(what, lines, partial(looked, faults, check)) for what, check in asked.items()]
    if faults:
        sys.exit(f"{len(faults)} faults in a sound journal, first: {faults[0]}")
    return found


def looked(faults: list[str], check: Callable[[], Iterable[str]]) -> None:
    faults.extend(check())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, default=2_000)
    parser.add_argument("--together", type=int, default=100)
    parser.add_argument("--lines", type=int, default=10_000_000, help="0 leaves the verification out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ground.migrated()
    books = money.the_money()
    accounts = payables(books)
    rows = posting(books, accounts, options.postings, options.together)
    rows += verifying(books, accounts, options.lines)
    rows += hordak(options.postings, options.together)
    print(json.dumps([asdict(row) for row in rows]) if options.json else table(rows))
    late = [row for row in rows if row.what == VERIFIED and row.seconds > GOAL_VERIFY_S]
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main())
