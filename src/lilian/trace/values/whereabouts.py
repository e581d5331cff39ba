"""Where traced fruit lay, in what air, who has it, and where it is now."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class LayAt:
    """Some of a lot lay at a location from a day until another; None is still."""

    lot_id: int
    location_id: int
    place: str
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True)
class RoomAir:
    """The air of a room while fruit of a chain lay there; `days` are (day, coldest, warmest), in thousandths of a
    degree Celsius.
    """

    place: str
    since: date
    until: date | None
    readings: int
    coldest_mc: int
    warmest_mc: int
    mean_mc: int
    days: tuple[tuple[date, int, int], ...]


@dataclass(frozen=True, slots=True)
class ParcelSeen:
    """A parcel as a trace sees it."""

    parcel_id: int
    organisation_id: int
    receiver_id: int | None
    receiver: str
    phone: str
    loaded_at: datetime
    arrived_at: datetime | None


@dataclass(frozen=True)
class Holder:
    """Who has boxes, with all that is needed to reach them."""

    organisation_id: int | None
    name: str
    phone: str
    parcel_ids: tuple[int, ...]
    boxes: int
    net_g: int
    on_the_road: int


@dataclass(frozen=True)
class Whereabouts:
    """Boxes and grams by where they are now; what is in no box yet lies in lots."""

    in_store: int
    in_store_g: int
    on_the_road: int
    on_the_road_g: int
    delivered: int
    delivered_g: int
    void: int
    loose_g: int

    @property
    def boxes(self) -> int:
        return self.in_store + self.on_the_road + self.delivered + self.void


@dataclass(frozen=True)
class Spread:
    """Where boxes are, and who has those that are out; the most first."""

    whereabouts: Whereabouts
    holders: tuple[Holder, ...]
