"""What others may know of farm inputs in stock."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class MoveKind(StrEnum):
    BRING = "bring"
    HAND_OUT = "hand_out"
    LOSE = "lose"


MOVE_KIND_NAMES = {
    MoveKind.BRING: gettext_noop("到货"),
    MoveKind.HAND_OUT: gettext_noop("领走"),
    MoveKind.LOSE: gettext_noop("损耗"),
}


@dataclass(frozen=True)
class Spot:
    """Where units lie: an organisation's own store, or one of its pick-up points."""

    organisation_id: int
    point_id: int | None = None


@dataclass(frozen=True)
class Brought:
    """Units of one batch that came; `about` is what they came with, as `purchasing.Receipt:12`."""

    farm_input_id: int
    count: int
    batch: str
    expires_on: date | None
    about: str


@dataclass(frozen=True)
class Fetched:
    """What somebody fetches: units by farm input, for a household or for the organisation itself."""

    organisation_id: int
    household_id: int | None
    units: tuple[tuple[int, int], ...]
    signed_by: str
    about: str


@dataclass(frozen=True)
class Lying:
    """A balance as the rules see it."""

    key: int
    count: int
    expires_on: date | None
    point_id: int | None
