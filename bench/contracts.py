"""A village's contracts in one go: made, printed, signed by three parties; and printing them one by one.

    python bench/contracts.py [--contracts 1000] [--peer 50] [--json]

`make`: drafted for every household of a co-operative and written in one act. `sign`: each of the three parties signs
all of them with one picture. `print`: one PDF of all of them. `one by one`: `--peer` of them with a run of Typst each,
which is what a program around a template would do; its seconds are of so many contracts, and a contract's are compared.
`verify`: terms, signatures and money compared with what was signed. The database is a scratch SQLite file; households
and blocks are written into it row by row.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction

import ground  # sets Django up
from lilian.contracts import actions, queries
from lilian.contracts.queries import soundness
from lilian.contracts.values import Hand, Method, Party
from lilian.members.models import Household, Person, Place
from lilian.web.contracts.views.papers import printed
from tests.contracts.orchard import PEN, SPRING, SYSTEM, Orchard, the_orchard

AREA_M2 = 2_000


@dataclass(frozen=True)
class Step:
    what: str
    contracts: int
    seconds: float

    @property
    def each_ms(self) -> float:
        return self.seconds * 1_000 / self.contracts


def timed(what: str, contracts: int, act: Callable[[], object]) -> Step:
    began = time.perf_counter()
    act()
    return Step(what, contracts, round(time.perf_counter() - began, 2))


def grown(orchard: Orchard, count: int) -> None:
    """So many households of Guo's co-operative in all, each with a head and a block."""
    coop = orchard.cast.coop
    homes = [Household(code=f"B{number:05d}", organisation_id=coop) for number in range(count - 1)]
    Household.objects.bulk_create(homes, batch_size=2_000)
    head = Person.objects.filter(household=orchard.mei).get()
    place = Place.objects.get(pk=orchard.block)
    Person.objects.bulk_create(
        (
            copy(head, code=f"B{one.code}", name=f"户主{one.code}", household_id=one.pk, user_id=None, phone="")
            for one in homes
        ),
        batch_size=1_000,
    )
    Place.objects.bulk_create(
        (copy(place, code=f"BK{one.code}", name=f"{one.code}号地", household_id=one.pk) for one in homes),
        batch_size=1_000,
    )


def copy(pattern: Any, **changes: Any) -> Any:
    said = {field.attname: getattr(pattern, field.attname) for field in pattern._meta.concrete_fields}
    return type(pattern)(**{**said, "id": None, **changes})


def measured(orchard: Orchard, count: int, peer: int) -> list[Step]:
    made: list[int] = []
    steps = [timed("make", count, lambda: made.extend(orchard.made()))]
    if len(made) != count:
        sys.exit(f"{len(made)} contracts were made of {count}")
    terms = queries.newest_terms_ids(SYSTEM, made)

    def sign() -> None:
        for party in Party:
            hand = Hand(party, "某人", Method.PHOTO, PEN)
            actions.sign(actor=SYSTEM, terms_ids=terms, hand=hand, now=SPRING)

    steps.append(timed("sign", count, sign))
    found = list(queries.contracts(SYSTEM).order_by("pk"))
    request: Any = SimpleNamespace(actor=SYSTEM)
    steps.append(timed("print", count, lambda: printed(request, found)))
    alone = found[:peer]
    steps.append(timed("one by one", len(alone), lambda: [printed(request, [one]) for one in alone]))
    faults: list[str] = []
    steps.append(timed("verify", count, lambda: faults.extend(soundness.faults(lambda done: None))))
    if faults:
        sys.exit(faults[0])
    return steps


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--contracts", type=int, default=1_000)
    said.add_argument("--peer", type=int, default=50)
    said.add_argument("--json", action="store_true")
    asked = said.parse_args()
    if connection.vendor != "sqlite":
        sys.exit("this one is measured on SQLite")
    ground.migrated()
    with transaction.atomic():
        orchard = the_orchard()
        grown(orchard, asked.contracts)
    steps = measured(orchard, asked.contracts, asked.peer)
    if asked.json:
        print(json.dumps([asdict(step) for step in steps]))
        return
    for step in steps:
        print(f"{step.what:12} {step.contracts:6,} contracts {step.seconds:8.2f} s {step.each_ms:8.2f} ms each")


if __name__ == "__main__":
    main()
