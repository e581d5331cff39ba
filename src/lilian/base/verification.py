"""What `lilian verify` looks at. Every module registers checks of its own sums at start-up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

Progress = Callable[[int], None]
Check = Callable[[Progress], Iterator[str]]


@dataclass(frozen=True)
class Verification:
    """`total` says how many rows `check` will report progress over; it yields one line per fault."""

    name: str
    check: Check
    total: Callable[[], int]


REGISTERED: dict[str, Verification] = {}


def register(name: str, check: Check, total: Callable[[], int]) -> None:
    REGISTERED[name] = Verification(name, check, total)


def faults() -> Iterator[str]:
    """Every fault of every check."""
    for verification in REGISTERED.values():
        yield from verification.check(lambda done: None)


def found(faults: Mapping[str, str]) -> Iterator[str]:
    """A line for each row a statement finds, said by its template: `{0}` is the row's first column."""
    with connection.cursor() as cursor:
        for says, statement in faults.items():
            cursor.execute(statement, [])
            yield from (says.format(*row) for row in cursor.fetchall())
