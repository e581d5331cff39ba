"""The goods journal: entries a second against the raw rows of the same entries, and a verification of many lines.

    python bench/stock.py [--entries 2000] [--lines 10000000] [--json]

Posting: one process, each entry its own durable transaction, by the acts of `lilian.stock`. Raw: the very rows those
acts left (lots, shares, lines, entries, balances, audit), written by plain INSERTs, a transaction an entry: with the
triggers off what a program pays that checks nothing, with the triggers on what the database's checks cost.
Verification: what `lilian verify` looks at in the goods, and the audit chain, over so many lines of receipts and moves,
written past the acts; sums, digests, shares and chain are true, so nothing may be found.

The database is a scratch SQLite file, or the one LILIAN_DATABASE_URL names (it is emptied).
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from django.db import connection, transaction

import ground
from journals import GOAL_VERIFY_S, Line, again, line, table, timed, triggers, without
from lilian.base import audit, verification
from lilian.base.models import AuditEvent, AuditHead
from lilian.stock import actions, rules
from lilian.stock.models import Entry, Location, Lot
from lilian.stock.values import Outgoing, Transfer
from tests.stock import goods

NOW, TODAY = goods.NOW, goods.TODAY
KG = 1_000
BATCH = 20_000
TABLES = ("stock_lot", "stock_owning", "stock_share", "stock_descent", "stock_line", "stock_entry", "base_auditevent")
BALANCE = """
INSERT INTO stock_balance (lot_id, location_id, weight_g, pieces, held_g, held_pieces, is_nowhere)
VALUES (%s, %s, %s, %s, 0, 0, true) ON CONFLICT (lot_id, location_id)
DO UPDATE SET weight_g = stock_balance.weight_g + excluded.weight_g, pieces = stock_balance.pieces + excluded.pieces
"""
COLUMNS = {
    "stock_line": ("id", "entry_id", "lot_id", "location_id", "weight_g", "pieces"),
    "stock_entry": ("id", "kind", "day", "at", "actor_name", "client_key", "note", "asked", "digest"),
    "stock_lot": ("id", "code", "variety_id", "grade", "maker_id", "made_on", "note", "born_id"),
    "stock_share": ("id", "lot_id", "organisation_id", "weight_g"),
    "stock_owning": ("id", "lot_id", "owner_id", "at"),
    "base_auditevent": ("number", "at", "actor_name", "event", "subject", "data", "previous_hash", "hash"),
    "stock_balance": (
        "id", "lot_id", "location_id", "weight_g", "pieces", "held_g", "held_pieces", "is_nowhere",
    ),
}  # fmt: skip
Moved = tuple[int, int, int, int]  # lot, location, grams, pieces
Written = tuple[str, dict[str, Any]]  # table, its row


def post(county: goods.Goods, count: int) -> None:
    """Of ten entries: four receipts, three moves, two shipments, one sorting run of two lots."""
    draw = random.Random(1)
    lots: list[int] = []
    for number in range(count):
        key, kind = f"b{number}", number % 10
        if kind < 4:
            lots.append(goods.received(county, 100 * KG, key))
        elif kind < 7:
            transfer = Transfer(goods.at(draw.choice(lots[-4:]), county.point, KG), county.room)
            actions.move(actor=county.actor(), transfers=[transfer], day=TODAY, client_key=key, now=NOW)
        elif kind < 9:
            outgoing = Outgoing((goods.at(draw.choice(lots[-4:]), county.point, KG),), TODAY)
            actions.ship(actor=county.actor(), outgoing=outgoing, client_key=key, now=NOW)
        else:
            taken = [goods.at(lot, county.point, 20 * KG) for lot in lots[-2:]]
            goods.sorted_out(county, taken, [("first", 25 * KG), ("second", 10 * KG)], key)


def rows_by_entry() -> list[list[Written]]:
    """What each entry left, in the order it was written."""
    found: dict[int, list[Written]] = {key: [] for key in Entry.objects.order_by("pk").values_list("pk", flat=True)}
    born = dict(Lot.objects.values_list("pk", "born_id"))
    entry_of: dict[str, Callable[[dict[str, Any]], int]] = {
        "stock_lot": lambda row: row["born_id"],
        "stock_owning": lambda row: born[row["lot_id"]],
        "stock_share": lambda row: born[row["lot_id"]],
        "stock_descent": lambda row: row["entry_id"],
        "stock_line": lambda row: row["entry_id"],
        "stock_entry": lambda row: row["id"],
        "base_auditevent": lambda row: int(row["subject"].split(":")[1]),
    }
    with connection.cursor() as cursor:
        for table, of in entry_of.items():
            where = " WHERE event = 'stock.entry_posted'" if table == "base_auditevent" else ""
            cursor.execute(f"SELECT * FROM {table}{where} ORDER BY 1")
            names = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(names, values, strict=True))
                found[of(row)].append((table, row))
    return list(found.values())


def empty() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("stock_balance", *reversed(TABLES)):
            cursor.execute(f"DELETE FROM {table}")


def write_raw(entries: Iterable[list[Written]], *, triggers: bool) -> None:
    """Every row as it was, and what is no row of an entry: the audit head, and without triggers the balances."""
    with connection.cursor() as cursor:
        for rows in entries:
            with transaction.atomic():
                for table, row in rows:
                    cursor.execute(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", list(row.values()))
                    if table == "stock_line" and not triggers:
                        cursor.execute(BALANCE, [row["lot_id"], row["location_id"], row["weight_g"], row["pieces"]])
                cursor.execute("UPDATE base_audithead SET number = number + 1")


def posting(county: goods.Goods, entries: int) -> list[Line]:
    goods.received(county, KG, "first")
    found = [timed("posted by the acts", entries, lambda: post(county, entries))]
    kept, rules_of_the_tables = rows_by_entry(), triggers()
    without(rules_of_the_tables)
    empty()
    found.append(timed("raw rows", len(kept), lambda: write_raw(kept, triggers=False)))
    empty()
    again(rules_of_the_tables)
    found.append(timed("raw rows, triggers on", len(kept), lambda: write_raw(kept, triggers=True)))
    without(rules_of_the_tables)
    return found


def journal(lines: int) -> Iterator[tuple[int, list[Moved]]]:
    """Entries of receipts and moves: number, its lines (lot, location, grams, pieces). One lot has ten lines."""
    draw, harvest = random.Random(2), Location.objects.get(kind="harvest").pk
    point, room = (Location.objects.get(code=code).pk for code in ("point", "room"))
    for lot in range(1, lines // 10 + 1):
        weight_g = draw.randint(100 * KG, 900 * KG)
        yield lot * 5 - 4, sorted([(lot, harvest, -weight_g, 0), (lot, point, weight_g, 0)])
        for step in range(4):
            part = draw.randint(1, 20 * KG)
            yield lot * 5 - 3 + step, sorted([(lot, point, -part, 0), (lot, room, part, 0)])


def fill(county: goods.Goods, lines: int) -> None:
    """Straight into the tables: the digests are true, and the balances are the sums."""
    entries, sums, written = journal(lines), Counter[tuple[int, int]](), 0
    head = AuditEvent(number=0, hash=audit.START_HASH)
    while batch := list(islice(entries, BATCH)):
        rows = [(key, *line) for key, its in batch for line in its]
        for _, lot, location, weight_g, _ in rows:
            sums[lot, location] += weight_g
        with transaction.atomic():
            many("stock_line", [(written + number, *row) for number, row in enumerate(rows, 1)])
            many("stock_entry", [entry_row(key, its) for key, its in batch])
            many("stock_lot", [lot_row(county, key) for key, _ in batch if is_receipt(key)])
            lots = [(key // 5 + 1, its) for key, its in batch if is_receipt(key)]
            many("stock_share", [(lot, lot, county.coop.pk, max(line[2] for line in its)) for lot, its in lots])
            many("stock_owning", [(lot, lot, county.coop.pk, NOW) for lot, _ in lots])
            many("base_auditevent", [chained(head, key, its) for key, its in batch])
        written += len(rows)
    AuditHead.objects.update_or_create(pk=1, defaults={"number": head.number, "hash": head.hash})
    nowhere = Location.objects.get(kind="harvest").pk
    lies = ((lot, place, weight_g, 0, 0, 0, place == nowhere) for (lot, place), weight_g in sums.items())
    balances = iter(enumerate(lies, 1))
    with transaction.atomic():
        while some := list(islice(balances, BATCH)):
            many("stock_balance", [(number, *row) for number, row in some])


def is_receipt(key: int) -> bool:
    return key % 5 == 1


def entry_row(key: int, its: list[Moved]) -> tuple[Any, ...]:
    kind = "receive" if is_receipt(key) else "move"
    return (key, kind, TODAY, NOW, "x", str(key), "", "", rules.lines_digest(its))


def chained(head: AuditEvent, key: int, its: list[Moved]) -> tuple[Any, ...]:
    """The entry's event; `head` becomes it."""
    said = {"at": NOW, "actor_name": "x", "event": "stock.entry_posted", "subject": f"stock.Entry:{key}"}
    data = json.dumps({"digest": rules.lines_digest(its)})
    event = AuditEvent(number=head.number + 1, previous_hash=head.hash, data=data, **said)
    head.number, head.hash = event.number, audit.event_hash(event)
    at = connection.ops.adapt_datetimefield_value(NOW)  # as the program writes it: the chain holds to the letter
    return (head.number, at, *list(said.values())[1:], data, event.previous_hash, head.hash)


def lot_row(county: goods.Goods, key: int) -> tuple[Any, ...]:
    lot = key // 5 + 1
    return (lot, str(lot), county.variety.pk, "", county.coop.pk, TODAY, "", key)


def many(table: str, rows: list[tuple[Any, ...]]) -> None:
    columns = COLUMNS[table]
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def verifying(county: goods.Goods, lines: int) -> list[Line]:
    if not lines:
        return []
    empty()
    fill(county, lines)
    checks = {name: one.check for name, one in verification.REGISTERED.items() if name.startswith("stock_")}
    found = [verified(name, lines, check) for name, check in (checks | {"audit chain": audit.faults}).items()]
    seconds, cpu_s = sum(one.seconds for one in found), sum(one.cpu_s for one in found)
    return [*found, line("verified, all", lines, seconds, cpu_s)]


def verified(name: str, lines: int, check: verification.Check) -> Line:
    faults: list[str] = []
    found = timed(f"verified, {name.removeprefix('stock_')}", lines, lambda: faults.extend(check(lambda done: None)))
    if faults:
        sys.exit(f"{name}: {len(faults)} faults in a sound journal, first: {faults[0]}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--lines", type=int, default=10_000_000, help="0 leaves the verification out")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ground.migrated()
    county = goods.the_goods()
    lines = posting(county, options.entries) + verifying(county, options.lines)
    print(json.dumps([asdict(line) for line in lines]) if options.json else table(lines))
    return int(lines[-1].seconds > GOAL_VERIFY_S)


if __name__ == "__main__":
    sys.exit(main())
