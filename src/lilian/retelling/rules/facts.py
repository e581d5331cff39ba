"""What the journal and the modules above it say of some entries and acts, as far as an event tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lilian.retelling.values import LotName
from lilian.stock.values import EntryKind, LocationKind

BoxCode = tuple[str, str]  # GTIN and serial number


@dataclass(frozen=True, slots=True)
class Place:
    """`organisation_id` of None is nowhere."""

    location_id: int
    kind: LocationKind
    organisation_id: int | None

    @property
    def is_real(self) -> bool:
        return self.organisation_id is not None


@dataclass(frozen=True, slots=True)
class LotFacts:
    """`ownings`: whose it is from when on, the oldest first."""

    lot_id: int
    name: LotName
    variety: str
    grade: str
    harvest_date: date | None
    ownings: tuple[tuple[datetime, int], ...]

    def owner_at(self, at: datetime) -> int | None:
        return next((owner for since, owner in reversed(self.ownings) if since <= at), None)


@dataclass(frozen=True, slots=True)
class LineFacts:
    lot: LotFacts
    place: Place
    weight_g: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that goes with an entry: its kind among ours, its number, its type among CBV's ('' for none)."""

    kind: str
    number: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class ParcelFacts:
    """`boxes` by GTIN and code: those of this act."""

    parcel_id: int
    sender_id: int
    receiver_id: int | None
    to_id: int | None
    boxes: tuple[BoxCode, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Lots that left a room, and its air since they had come: thousandths of a degree Celsius, per mille."""

    place: Place
    lots: tuple[LotFacts, ...]
    since: datetime
    until: datetime
    coldest_mc: int
    warmest_mc: int
    mean_mc: int
    driest_pm: int | None
    dampest_pm: int | None
    mean_pm: int | None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One entry with its lines. `happened_at`: as exactly as anybody wrote down. `packed`: boxes it is told with."""

    entry_id: int
    kind: EntryKind
    written_at: datetime
    happened_at: datetime
    lines: Sequence[LineFacts]
    papers: tuple[Paper, ...] = ()
    seller_id: int | None = None
    packed: tuple[BoxCode, ...] = ()
    parcel: ParcelFacts | None = None
    comes_back: bool = False
    kept: Sequence[Kept] = field(default=())


@dataclass(frozen=True, slots=True)
class Unit:
    """Boxes put on a pallet, or taken off it (`apart`)."""

    pallet_id: int
    organisation_id: int
    place: Place | None
    happened_at: datetime
    boxes: tuple[BoxCode, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    parcel: ParcelFacts
    to: Place | None
    happened_at: datetime
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A lot is another's from now on."""

    lot: LotFacts
    from_id: int | None
    to_id: int
    happened_at: datetime
