"""The transparency log: appends, proofs at ten million leaves, the sequencer end to end.

    python bench/log.py [--leaves 10000000] [--rows 1000 10000] [--only stored sequencer] [--json]

`tree` is plain Python in memory: hashes appended into tiles, then single proofs. `stored` asks for proofs as the page
does, with the tiles of so many leaves in a database of the engine in LILIAN_DATABASE_URL (SQLite if unset); of the
leaves themselves there are those a proof reads: the ones asked for, and those of the tile that is not full. `chain` is
what a plain hash chain asks of somebody who checks one record: all of it again; `pymerkle` is a second opinion where it
is installed (its own tree, in memory, the same leaves). `sequencer` posts goods entries on a fresh database of the same
engine, then puts them into the log: rows a second, from the audit chain to committed leaves and tiles.
"""

import argparse
import hashlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from lilian.tlog import merkle, tiles
from lilian.tlog.checkpoints import Checkpoint as Point
from lilian.tlog.notes import SigningKey
from lilian.tlog.proofs import Proof

PROOFS = 2_000
PARTS = ("sequencer", "stored", "tree", "chain", "pymerkle")


@contextmanager
def timed(into: dict[str, float]) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into |= {"wall_s": round(time.perf_counter() - wall, 3), "cpu_s": round(time.process_time() - cpu, 3)}


class InMemory:
    """Full tiles, and the hashes of what is not full yet."""

    def __init__(self) -> None:
        self.size, self.full, self.rest = 0, {}, {}

    def append(self, hashes: list[bytes]) -> None:
        for tile in list(tiles.grown(self.size, hashes, lambda level: self.rest.get(level, []))):
            self.full[tile.level, tile.index] = tile.hashes
            above = self.rest.setdefault(tile.level + 1, [])
            above.append(tile.root)
            if len(above) == tiles.WIDTH:
                above.clear()
        self.size += len(hashes)
        whole = len(self.rest.get(0, [])) + len(hashes)
        self.rest[0] = [*self.rest.get(0, []), *hashes][whole - self.size % tiles.WIDTH :]

    def read(self, level: int, index: int) -> bytes:
        return self.full.get((level, index)) or b"".join(self.rest.get(level, []))


def tree(leaves: int) -> dict[str, Any]:
    """Appends in batches of 1,024 tiles' worth, then proofs of leaves all over, each with nothing read before."""
    log, appending = InMemory(), dict[str, float]()
    with timed(appending):
        for low in range(0, leaves, 262_144):
            log.append([merkle.leaf_hash(b"%d" % number) for number in range(low, min(low + 262_144, leaves))])
    root = tiles.ranges(log.read)(0, leaves)
    inclusion, consistency = [], []
    for number in range(PROOFS):
        index = number * 7_919_993 % leaves
        start = time.perf_counter()
        path = merkle.inclusion_proof(index, leaves, tiles.ranges(log.read))
        inclusion.append(time.perf_counter() - start)
        merkle.check_inclusion(index, leaves, merkle.leaf_hash(b"%d" % index), path, root)
        start = time.perf_counter()
        merkle.consistency_proof(index + 1, leaves, tiles.ranges(log.read))
        consistency.append(time.perf_counter() - start)
    size = sum(len(tile) for tile in log.full.values())
    return {
        "leaves": leaves,
        **appending,
        "appends_per_s": round(leaves / appending["cpu_s"]),
        "inclusion_ms": quantiles(inclusion),
        "consistency_ms": quantiles(consistency),
        "path": len(path),
        "tiles_mb": round(size / 1e6),
    }


def quantiles(seconds: list[float]) -> dict[str, float]:
    cut = statistics.quantiles(seconds, n=100)
    return {"p50": round(cut[49] * 1e3, 3), "p99": round(cut[98] * 1e3, 3)}


def chain(leaves: int) -> dict[str, float]:
    """One record of a plain hash chain checked: every link worked out again."""
    spent, link = dict[str, float](), bytes(32)
    with timed(spent):
        for number in range(leaves):
            link = hashlib.sha256(link + b"%d" % number).digest()
    return spent


def pymerkle(leaves: int) -> dict[str, Any] | None:
    """The same leaves in its in-memory tree; None where it is not installed."""
    try:
        from pymerkle import InmemoryTree
    except ImportError:
        return None
    log, appending = InmemoryTree(algorithm="sha256"), dict[str, float]()
    with timed(appending):
        for number in range(leaves):
            log.append_entry(b"%d" % number)
    proofs = []
    for number in range(50):
        start = time.perf_counter()
        log.prove_inclusion(number * 7_993 % leaves + 1, leaves)
        proofs.append(time.perf_counter() - start)
    ours = InMemory()
    ours.append([merkle.leaf_hash(b"%d" % number) for number in range(leaves)])
    agrees = log.get_state() == tiles.ranges(ours.read)(0, leaves)
    return {"leaves": leaves, **appending, "inclusion_ms": quantiles(proofs), "same_root": agrees}


def sequencer(rows: int) -> dict[str, Any]:
    """Goods entries posted, then sequenced; then one evidence as a page asks for it."""
    from django.conf import settings
    from django.db import connection

    from lilian.transparency import actions, queries
    from lilian.transparency.models import Leaf
    from tests.stock import goods
    from tests.transparency.county import NOW

    settings.LOG_FOLDER = Path(tempfile.mkdtemp(prefix="bench-log-"))
    county = goods.the_goods()
    posting, putting, signing = dict[str, float](), dict[str, float](), dict[str, float]()
    with timed(posting):
        for number in range(rows):
            goods.received(county, key=f"{rows}-{number}")
    with timed(putting):
        made = actions.sequence(now=NOW)
    with timed(signing):
        actions.sign(actor=county.actor(), now=NOW)
    asked = []
    for leaf in Leaf.objects.filter(kind="goods_entry").order_by("-seq")[:200]:
        start = time.perf_counter()
        queries.evidence(leaf.kind, leaf.ref)
        asked.append(time.perf_counter() - start)
    return {
        "engine": connection.vendor,
        "rows": rows,
        "posting": posting,
        "sequencing": putting,
        "rows_per_s": round(made / putting["wall_s"]),
        "signing": signing,
        "evidence_ms": quantiles(asked),
    }


def stored(leaves: int, proofs: int = 500) -> dict[str, Any]:
    """Proof files out of the database, each with nothing read before; what each asks of it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from lilian.transparency import queries
    from lilian.transparency.queries import tree as kept

    filling, asked, longest = dict[str, float](), list[float](), 0
    with timed(filling):
        chosen = sorted({number * 7_919_993 % leaves for number in range(proofs)})
        fill(leaves, chosen)
    with CaptureQueriesContext(connection) as told:
        queries.proof_of(chosen[0])
    for seq in chosen:
        start = time.perf_counter()
        text = queries.proof_of(seq)
        asked.append(time.perf_counter() - start)
        proof = Proof.parsed(text)
        merkle.check_inclusion(seq, leaves, merkle.leaf_hash(b"%d" % seq), proof.path, kept.root(leaves))
        longest = max(longest, len(proof.path))
    said = {"engine": connection.vendor, "leaves": leaves}
    return {**said, "filling": filling, "proof_ms": quantiles(asked), "questions": len(told), "path": longest}


def fill(leaves: int, chosen: list[int]) -> None:
    """Tiles over that many leaves, the leaves that are chosen or stand in no full tile, and a checkpoint over all."""
    from django.db import transaction

    from lilian.base import audit
    from lilian.base.actors import system
    from lilian.base.models import AuditEvent
    from lilian.transparency.actions.sequencing import LEAVES, TILES
    from lilian.transparency.models import Checkpoint, LogKey
    from lilian.transparency.queries import tree as kept
    from tests.transparency.county import NOW

    with transaction.atomic():
        audit.record(actor=system("bench"), event="bench.filled", subject="bench:1", at=NOW)
        event, log = AuditEvent.objects.latest("pk").pk, InMemory()
        for low in range(0, leaves, 262_144):
            log.append([merkle.leaf_hash(b"%d" % number) for number in range(low, min(low + 262_144, leaves))])
            rows = [
                (level, number, tile, merkle.folded(tiles.hashes_in(tile)))
                for (level, number), tile in log.full.items()
            ]
            TILES.write(rows)
            log.full.clear()
        rest = range(leaves - leaves % tiles.WIDTH, leaves)
        LEAVES.write((seq, event, "bench", seq, b"%d" % seq) for seq in sorted({*chosen, *rest}))
        key = SigningKey("bench/log", bytes(32))
        row = LogKey.objects.create(name=key.name, vkey=str(key.verifier), since=NOW, why="first")
        point = Point(key.name, leaves, kept.root(leaves))
        Checkpoint.objects.create(key=row, size=leaves, root=point.root, note=point.signed(key), at=NOW)


def on_a_fresh_database(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Another database every time, of the engine asked for."""
    import django

    with tempfile.TemporaryDirectory(prefix="bench-log-") as folder:
        from tests.ops.databases import fresh_database

        with fresh_database(Path(folder)) as url:
            child = os.fork()
            out = Path(folder) / "out.json"
            if not child:
                os.environ |= {"LILIAN_DATABASE_URL": url, "LILIAN_VAR": folder}
                os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
                django.setup()
                out.write_text(json.dumps(work()))
                os._exit(0)
            os.waitpid(child, 0)
            return json.loads(out.read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leaves", type=int, default=10_000_000)
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS, help="of these alone")
    args = parser.parse_args()
    parts: dict[str, Callable[[], Any]] = {
        "sequencer": lambda: [on_a_fresh_database(partial(sequencer, rows)) for rows in args.rows],
        "stored": lambda: on_a_fresh_database(partial(stored, args.leaves)),
        "tree": lambda: tree(args.leaves),
        "chain": lambda: chain(args.leaves),
        "pymerkle": lambda: pymerkle(min(args.leaves, 100_000)),
    }
    found = {name: parts[name]() for name in PARTS if name in args.only}
    if args.json:
        print(json.dumps(found, indent=2))
        return
    for name, figures in found.items():
        print(name, json.dumps(figures))


if __name__ == "__main__":
    main()
