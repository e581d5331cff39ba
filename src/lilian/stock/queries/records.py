"""Entries as the transparency log swears to them: what is public of the lots they made is said, the rest is sealed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from lilian.base.drawn import Question
from lilian.base.logged import Record
from lilian.stock.models import Descent, Entry, Line, Lot, Share

ENTRIES = Question(
    lambda keys: (
        Entry.objects.filter(pk__in=keys)
        .order_by()
        .values_list("pk", "kind", "day", "at", "actor_name", "client_key", "note", "reverses_id", "asked", "digest")
    )
)
LINES = Question(
    lambda keys: (
        Line.objects.filter(entry__in=keys)
        .order_by()
        .values_list("entry_id", "lot_id", "location_id", "weight_g", "pieces")
    )
)
LOTS = Question(
    lambda keys: (
        Lot.objects.filter(born__in=keys)
        .order_by()
        .values_list("born_id", "pk", "code", "variety__code", "grade", "maker_id", "made_on", "harvest_date", "note")
    )
)
SHARES = Question(
    lambda keys: (
        Share.objects.filter(lot__born__in=keys)
        .order_by()
        .values_list("lot__born_id", "lot_id", "organisation_id", "household_id", "block_id", "weight_g")
    )
)
DESCENTS = Question(
    lambda keys: (
        Descent.objects.filter(entry__in=keys)
        .order_by()
        .values_list("entry_id", "child_id", "parent__code", "weight_g")
    )
)


def entry_records(keys: Sequence[int]) -> dict[int, Record]:
    """By entry. Texts and integers, lists in one order, so that the same entry gives the same record for ever."""
    lines, shares = _grouped(LINES.rows(keys)), _grouped(SHARES.rows(keys))
    lots, descents = _grouped(LOTS.rows(keys)), _grouped(DESCENTS.rows(keys))
    found = {}
    for pk, kind, day, at, *rest in ENTRIES.rows(keys):
        parents = defaultdict[int, list[str]](list)
        for child, parent, _ in descents[pk]:
            parents[child].append(parent)
        said = {"entry": pk, "kind": kind, "day": day.isoformat(), "lots": [_lot(*lot, parents) for lot in lots[pk]]}
        sealed = _sealed(at, *rest) | {"lines": lines[pk], "shares": shares[pk], "descents": descents[pk]}
        sealed["notes"] = [lot[-1] for lot in lots[pk]]
        found[pk] = Record(said, sealed)
    return found


def _grouped(rows: Iterable[Sequence[Any]]) -> dict[int, list[list[Any]]]:
    """By the first column, in the order of the others; those that may be empty sort as nothing."""
    found = defaultdict[int, list[list[Any]]](list)
    for key, *rest in rows:
        found[key].append(rest)
    for some in found.values():
        some.sort(key=lambda row: [(value is not None, value) for value in row])
    return found


def _lot(pk: int, code: str, variety: str, grade: str, maker: int, *rest: Any) -> dict[str, Any]:
    made_on, harvest_date, _, parents = rest
    picked = harvest_date.isoformat() if harvest_date else None
    said = {"lot": code, "variety": variety, "grade": grade, "maker": maker, "made_on": made_on.isoformat()}
    return said | {"harvest_date": picked, "from": sorted(parents[pk])}


def _sealed(at: datetime, actor: str, key: str, note: str, reverses: int | None, *digests: str) -> dict[str, Any]:
    asked, digest = digests
    said = {"at": at.astimezone(UTC).isoformat(timespec="microseconds"), "by": actor, "key": key, "note": note}
    return said | {"reverses": reverses, "asked": asked, "digest": digest}
