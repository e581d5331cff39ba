"""Sequencers at the same moment, one killed between any two steps: `python -m tests.transparency.race SCENE STEP…`.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import django

from tests.ops.together import Act, broken, run, slowed, without_lock

LOADS = 12  # a process


def posts(county: Any, number: int) -> None:
    from tests.stock import goods

    for step in range(LOADS):
        goods.received(county, key=f"{number}-{step}")


def sequences() -> None:
    from lilian.transparency import actions
    from tests.transparency.county import NOW

    for _ in range(LOADS):
        actions.sequence(now=NOW)


def signs(county: Any) -> None:
    from lilian.kernel.refusal import AlreadyDone
    from lilian.transparency import actions
    from tests.transparency.county import NOW

    for _ in range(4):
        try:
            actions.sign(actor=county.actor(), now=NOW)
        except AlreadyDone:
            continue


def together() -> list[Act]:
    """Three post, three sequence, two sign."""
    from lilian.transparency import actions
    from tests.stock import goods
    from tests.transparency.county import NOW

    county = goods.the_goods()
    goods.received(county, key="first")
    actions.sequence(now=NOW)
    return [*(partial(posts, county, number) for number in range(3)), *[sequences] * 3, *[partial(signs, county)] * 2]


def no_lock() -> None:
    """Two sequencers read the same end of the log and both go on from there."""
    from lilian.transparency.actions import sequencing
    from lilian.transparency.queries import tree

    without_lock()
    sequencing.hold_name = lambda name, wait: True  # type: ignore[assignment]
    slowed(tree, "size")


def torn() -> None:
    """A batch that is not one transaction."""
    from lilian.transparency.actions import sequencing

    sequencing._batch = sequencing._batch.__wrapped__  # type: ignore[attr-defined]


def signed_before_committed() -> None:
    """Leaves and checkpoint in one transaction: what was signed may never have been."""
    from django.db import transaction

    from lilian.transparency.actions import keys, sequencing, signing

    def sign(*, actor: Any, now: Any) -> int:
        with transaction.atomic():
            sequencing.sequence(now=now)
            signers, row = keys.signers()
            sequencing.anchor(now=now)
            return signing._sign(actor, signers, row, now)

    signing.sign = sign


MUTANTS = {each.__name__: each for each in (no_lock, torn, signed_before_committed)}


def dies(module: Any, name: str, *, after: bool = False) -> None:
    """This process is killed where it calls the function, or once that has done its work."""
    does = getattr(module, name)

    def deadly(*said: Any, **named: Any) -> None:
        if after:
            does(*said, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, deadly)


def steps() -> dict[str, Callable[[], None]]:
    """Each place where a kill leaves something half done."""
    from lilian.transparency.actions import key_file, keys, rotating, sequencing, signing

    return {
        "key_kept": partial(dies, key_file, "keep", after=True),
        "leaves_written": partial(dies, sequencing.SALTS, "write"),
        "tiles_missing": partial(dies, sequencing.TILES, "write"),
        "batch_committed": partial(dies, sequencing, "anchor"),
        "anchor_committed": partial(dies, signing, "_sign"),
        "note_kept": partial(dies, key_file, "keep_checkpoint", after=True),
        "signed": partial(dies, keys, "settle"),
        "next_key_kept": partial(dies, rotating, "put_in_use"),
        "both_signed": partial(dies, key_file, "put_next_in_place"),
    }


ROTATING = ("next_key_kept", "both_signed")


def killed(*wanted: str) -> dict[str, Any]:
    """A process that signs, or rotates, is killed at each of these steps in turn; what comes after it."""
    from django.db import connection

    from lilian.transparency import actions
    from lilian.transparency.actions import signing
    from tests.stock import goods
    from tests.transparency.county import NOW, County

    county, seen = County(goods.the_goods()), {}
    county.receives(3)
    for hour, step in enumerate(wanted):
        if step == "tiles_missing":
            county.receives(250)  # so that a tile becomes full in this batch
        connection.close()
        child = os.fork()
        if not child:
            steps()[step]()
            act = actions.rotate if step in ROTATING else signing.sign
            act(actor=county.lin, now=NOW)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        county.receives(2)
        seen[step] = {"killed": os.WIFSIGNALED(status), "then": told(county, hour), **what_stands()}
    return seen


def told(county: Any, hour: int) -> str:
    from lilian.kernel.refusal import Refusal
    from tests.transparency.county import HOUR, NOW

    try:
        county.signs(NOW + hour * HOUR)
    except Refusal as refusal:
        return refusal.code
    except Exception as fault:
        return repr(fault)
    return "done"


def what_stands() -> dict[str, Any]:
    """Is every checkpoint that ever left the machine a beginning of the tree as it is now?"""
    from lilian.stock.models import Entry
    from lilian.tlog.checkpoints import Checkpoint
    from lilian.tlog.notes import Note
    from lilian.transparency.actions import key_file
    from lilian.transparency.models import Leaf
    from lilian.transparency.queries import tree

    files = sorted((key_file.folder() / key_file.SIGNED).glob("*.txt"))
    points = [Checkpoint.parsed(Note.parsed(path.read_text()).text) for path in files]
    contradicted = [point.size for point in points if point.size > tree.size() or tree.root(point.size) != point.root]
    return {
        "missing": Entry.objects.count() - Leaf.objects.filter(kind="goods_entry").count(),
        "signed": len(points),
        "contradicted": contradicted,
        "broken": broken("log"),
    }


def main(what: str, *wanted: str) -> None:
    django.setup()
    acts = together() if what == "together" else []
    if mutant := os.environ.get("LILIAN_MUTANT"):
        MUTANTS[mutant]()
    if what == "killed":
        print(json.dumps(killed(*wanted)))
        return
    said = run(acts)
    sequences()
    print(json.dumps({"told": said, **what_stands()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
