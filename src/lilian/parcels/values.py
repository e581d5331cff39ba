"""What others may know of parcels: drafts, cards, how a number is read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop

PARCEL = "F"


class ParcelState(StrEnum):
    """The closed list a parcel is shown with."""

    ON_THE_ROAD = "on_the_road"
    ARRIVED = "arrived"
    PARTLY_BACK = "partly_back"
    BACK = "back"


PARCEL_STATE_NAMES = {
    ParcelState.ON_THE_ROAD: gettext_noop("在路上"),
    ParcelState.ARRIVED: gettext_noop("已送到"),
    ParcelState.PARTLY_BACK: gettext_noop("部分退回"),
    ParcelState.BACK: gettext_noop("全部退回"),
}


def parcel_code(parcel_id: int) -> str:
    """The number on the waybill, `F000012` and its check character."""
    return codes.numbered(PARCEL, parcel_id)


def parcel_state(boxes: int, back: int, *, arrived: bool) -> ParcelState:
    """Of how many boxes it left with, how many came back, and whether it was delivered."""
    if back >= boxes:
        return ParcelState.BACK
    if back:
        return ParcelState.PARTLY_BACK
    return ParcelState.ARRIVED if arrived else ParcelState.ON_THE_ROAD


@dataclass(frozen=True)
class Receiver:
    """Who gets it: a member organisation, or an outside buyer with a name and a telephone number."""

    organisation_id: int | None = None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Carriage:
    """How it travels, as far as somebody wrote it down."""

    carrier: str = ""
    plate: str = ""
    waybill: str = ""


@dataclass(frozen=True)
class ParcelDraft:
    """What leaves: `codes` of boxes or of pallets, from the location where they lie.

    `to_id` is a van's or shop's location of our own, to which the goods are moved; None sells them.
    `loaded_at` of None is now.
    """

    location_id: int
    receiver: Receiver
    codes: tuple[str, ...]
    to_id: int | None = None
    carriage: Carriage = Carriage()
    loaded_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class ParcelCard:
    """A parcel with what it left with and what came back."""

    parcel_id: int
    code: str
    organisation_id: int
    organisation: str
    location: str
    receiver_id: int | None
    receiver: str
    phone: str
    carriage: Carriage
    loaded_at: datetime
    arrived_at: datetime | None
    boxes: int
    net_g: int
    back: int
    state: ParcelState
    note: str = ""


@dataclass(frozen=True)
class Travelled:
    """A box's last journey, and no word of who got it: whose it was, when it left, arrived and came back."""

    organisation: str
    loaded_at: datetime
    arrived_at: datetime | None
    back_at: datetime | None
