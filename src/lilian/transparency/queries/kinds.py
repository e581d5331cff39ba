"""What registered kinds say of rows, and the records of the log's own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lilian.base import audit, logged
from lilian.base.logged import Record
from lilian.transparency.models import Erasure, LogKey
from lilian.transparency.values import CHAIN

Row = tuple[str, int]  # a kind and a row's key


def by_event() -> dict[str, logged.Kind]:
    return {kind.event: kind for kind in logged.REGISTERED.values()}


def rows_of(events: Iterable[tuple[int, str, str]]) -> list[tuple[int, Row]]:
    """The rows these audit events (number, code, subject) tell of, in the events' order and then their own."""
    kinds, numbers = by_event(), defaultdict[str, list[int]](list)
    about = [(number, code, int(subject.rpartition(":")[2])) for number, code, subject in events]
    for _, code, subject in about:
        numbers[code].append(subject)
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for code, some in numbers.items():
        for subject, ref in kinds[code].rows(some):
            found[code, subject].append(ref)
    return [
        (number, (kinds[code].name, ref)) for number, code, subject in about for ref in sorted(found[code, subject])
    ]


def records_of(rows: Iterable[Row]) -> dict[Row, Record]:
    """Those that are there still."""
    refs = defaultdict[str, list[int]](list)
    for kind, ref in rows:
        refs[kind].append(ref)
    found: dict[Row, Record] = {}
    for kind, some in refs.items():
        records = chain_records(some) if kind == CHAIN else logged.REGISTERED[kind].records(some)
        found |= {(kind, ref): record for ref, record in records.items()}
    return found


def chain_records(numbers: Sequence[int]) -> dict[int, Record]:
    """The audit chain up to an event: its hash covers every act before it."""
    return {number: Record({"event": number, "hash": digest}, digest=digest)
            for number, digest in audit.hashes(numbers).items()}  # fmt: skip


def erasure_records(keys: Sequence[int]) -> dict[int, Record]:
    rows = Erasure.objects.filter(pk__in=keys).values_list("pk", "leaf_id", "reason", "erased_by")
    return {pk: Record({"leaf": leaf}, {"reason": reason, "by": by}) for pk, leaf, reason, by in rows}


def key_records(keys: Sequence[int]) -> dict[int, Record]:
    rows = LogKey.objects.filter(pk__in=keys).values_list("pk", "vkey", "why")
    return {pk: Record({"vkey": vkey, "why": why}) for pk, vkey, why in rows}
