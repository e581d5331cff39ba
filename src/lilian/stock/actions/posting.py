"""One way into the journal. What belongs to an entry is written first, the entry last: it seals what stands."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.drawn import Insertion, Question
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.base.numbers import next_ids
from lilian.kernel import codes
from lilian.kernel.refusal import NotFound
from lilian.stock import rules
from lilian.stock.actions import spots
from lilian.stock.actions.refusals import DayClosed, HoldEnded, HoldOfAnother, NothingTaken
from lilian.stock.models import Descent, Entry, Hold, HoldEnd, Location, Lot, Owning, Share
from lilian.stock.models import Line as LineRow
from lilian.stock.values import (
    LOCATION_KIND_NAMES,
    EntryKind,
    HoldEnding,
    Line,
    LocationKind,
    LotDraft,
    Origin,
    Posted,
    Spot,
)

POSTED = Question(lambda keys: Entry.objects.filter(client_key__in=keys).order_by().values_list("pk", "asked"))
COMMON = Question(
    lambda codes: Location.objects.filter(code__in=codes, organisation__isnull=True).order_by().values_list("pk")
)
LOTS = Insertion(Lot, "id", "code", "variety_id", "grade", "maker_id", "made_on", "harvest_date", "note", "born_id")
OWNINGS = Insertion(Owning, "lot_id", "owner_id", "owner_person_id", "at")
SHARES = Insertion(Share, "lot_id", "organisation_id", "household_id", "block_id", "weight_g")
DESCENTS = Insertion(Descent, "entry_id", "parent_id", "child_id", "weight_g")
LINES = Insertion(LineRow, "entry_id", "lot_id", "location_id", "weight_g", "pieces")
ENTRIES = Insertion(
    Entry, "id", "kind", "day", "at", "actor_name", "client_key", "note", "reverses_id", "asked", "digest"
)


@dataclass(frozen=True)
class Draft:
    """An entry to be. `asked` is what the act was asked for: the same key with another asking is refused. Of `beside`
    nothing is written, but it must allow the entry and stay still meanwhile. `box_by_box`: the boxes that go were
    looked at one by one."""

    kind: EntryKind
    day: date
    client_key: str
    asked: object
    note: str = ""
    reverses_id: int | None = None
    hold_ids: tuple[int, ...] = ()
    beside: tuple[Spot, ...] = ()
    box_by_box: bool = False

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((self.kind.value, self.asked)).encode()).hexdigest()


@dataclass(frozen=True)
class NewLot:
    """A lot to be, where it grew, and how many grams of which lot went into it."""

    draft: LotDraft
    shares: Mapping[Origin, int]
    parents_g: Mapping[int, int] = field(default_factory=dict)


def posted_before(draft: Draft) -> Posted | None:
    """The entry this key made before, if it did. From here on the key is nobody else's.

    :raises KeyReused: if it made another one
    """
    hold_name(f"stock\n{draft.client_key}", wait=True)
    if not (found := POSTED.rows([draft.client_key])):
        return None
    entry_id, asked = found[0]
    if asked != draft.digest:
        raise KeyReused()
    return Posted(entry_id, tuple(Lot.objects.filter(born=entry_id).order_by("pk").values_list("pk", flat=True)))


def nowhere(kind: LocationKind) -> int:
    """The one location of this kind that is nowhere; it is there from its first use on."""
    code = f"*{kind.value}"
    for (pk,) in COMMON.rows([code]):
        return int(pk)
    made = {"code": code, "name": LOCATION_KIND_NAMES[kind]}
    return Location.objects.get_or_create(kind=kind.value, organisation=None, defaults=made)[0].pk


def write_lots(entry_id: int, lots: Sequence[NewLot], *, day: date, now: datetime) -> list[int]:
    """Lots with their owners, shares and descents; return their keys."""
    if not lots:
        return []
    keys = next_ids(Lot, len(lots))
    made = list(zip(keys, lots, strict=True))
    LOTS.write(_lot(key, entry_id, new.draft, day) for key, new in made)
    OWNINGS.write((key, new.draft.owner_id, new.draft.owner_person_id, now) for key, new in made)
    SHARES.write(
        (key, origin.organisation_id, origin.household_id, origin.block_id, weight_g)
        for key, new in made
        for origin, weight_g in new.shares.items()
    )
    DESCENTS.write(
        (entry_id, parent_id, key, weight_g)
        for key, new in made
        for parent_id, weight_g in new.parents_g.items()
        if weight_g
    )
    return keys


def _lot(key: int, entry_id: int, draft: LotDraft, day: date) -> tuple[object, ...]:
    """Its columns as `LOTS` names them."""
    said = (draft.variety_id, draft.grade, draft.maker_id, day, draft.harvest_date, draft.note[:200])
    return (key, codes.numbered("L", key), *said, entry_id)


def post(actor: Actor, draft: Draft, lines: Iterable[Line], now: datetime, entry_id: int = 0) -> int:
    """Write one entry with its lines; return its number. `entry_id` is given where it has made lots already.

    :raises NotEnough, ConditionForbids: nothing is written then
    """
    ordered = sorted((line for line in lines if line.weight_g or line.pieces), key=lambda line: line.spot)
    if not ordered:
        raise NothingTaken()
    balances = spots.locked({*(line.spot for line in ordered), *draft.beside})
    if draft.hold_ids:
        _use_holds(actor, draft.hold_ids, set(balances), now)
        balances = spots.read(balances)
    spots.check_conditions({spot.lot_id for spot in balances}, draft.kind, box_by_box=draft.box_by_box)
    spots.check_enough(balances, ordered, now)
    return _write(actor, draft, ordered, now, entry_id or next_ids(Entry, 1)[0])


def _write(actor: Actor, draft: Draft, ordered: Sequence[Line], now: datetime, entry_id: int) -> int:
    rows = [(line.spot.lot_id, line.spot.location_id, line.weight_g, line.pieces) for line in ordered]
    LINES.write((entry_id, *row) for row in rows)
    digest, kind = rules.lines_digest(rows), draft.kind.value
    facts = (entry_id, kind, draft.day, now, actor.name[:80], draft.client_key, draft.note[:200], draft.reverses_id)
    _seal(draft, (*facts, draft.digest, digest))
    data: dict[str, Any] = {"kind": kind, "day": draft.day, "digest": digest}
    audit.record(actor=actor, event="stock.entry_posted", subject=f"stock.Entry:{entry_id}", at=now, data=data)
    return entry_id


def _seal(draft: Draft, row: tuple[object, ...]) -> None:
    """:raises DayClosed: if the day was closed while the entry was being written"""
    try:
        ENTRIES.write([row])
    except IntegrityError as fault:
        if "the day is closed" in str(fault):
            raise DayClosed(day=draft.day) from fault
        raise


def _use_holds(actor: Actor, hold_ids: Sequence[int], near: set[Spot], now: datetime) -> None:
    """:raises HoldEnded, HoldOfAnother, NotFound: as the names say"""
    found = list(Hold.objects.filter(pk__in=hold_ids).select_related("end"))
    if len(found) != len(set(hold_ids)):
        raise NotFound()
    for hold in found:
        if HoldEnd.objects.filter(hold=hold).exists():
            raise HoldEnded()
        if Spot(hold.lot_id, hold.location_id) not in near:
            raise HoldOfAnother()
    HoldEnd.objects.bulk_create(
        HoldEnd(hold=hold, ending=HoldEnding.USED.value, at=now, ended_by=actor.name[:80]) for hold in found
    )
