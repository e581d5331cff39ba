"""What others may know of the quality room: how a scale stands, what a sample found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lilian.catalog.values import Defect
from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop

SAMPLE = "Y"


def sample_code(sample_id: int) -> str:
    """What one reads out, or traces from."""
    return codes.numbered(SAMPLE, sample_id)


class ScaleState(StrEnum):
    """A scale nobody has checked today is not to be trusted with a label, nor is one that was found wrong."""

    GOOD = "good"
    DUE = "due"
    WRONG = "wrong"


SCALE_STATE_NAMES = {
    ScaleState.GOOD: gettext_noop("今天已校准"),
    ScaleState.DUE: gettext_noop("今天未校准"),
    ScaleState.WRONG: gettext_noop("校准不合格"),
}


class Occasion(StrEnum):
    RECEIVED = "received"
    STORED = "stored"
    SORTED = "sorted"
    PACKED = "packed"


OCCASION_NAMES = {
    Occasion.RECEIVED: gettext_noop("收果"),
    Occasion.STORED: gettext_noop("库中"),
    Occasion.SORTED: gettext_noop("分选后"),
    Occasion.PACKED: gettext_noop("包装后"),
}


@dataclass(frozen=True)
class ScaleDraft:
    """`division_g` is the verification interval e, as the plate on the scale says; `capacity_g` its maximum."""

    organisation_id: int
    code: str
    name: str
    division_g: int
    capacity_g: int


@dataclass(frozen=True)
class Point:
    """A reference weight put on the scale, and what it showed."""

    reference_g: int
    reading_g: int


@dataclass(frozen=True)
class ScaleCard:
    scale_id: int
    organisation_id: int
    organisation: str
    code: str
    name: str
    division_g: int
    capacity_g: int
    state: ScaleState
    checked_at: datetime | None


@dataclass(frozen=True)
class Reading:
    """A point of a check that was made, and how far the scale might be wrong at that load then."""

    reference_g: int
    reading_g: int
    allowed_g: int

    @property
    def off_g(self) -> int:
        """What the scale showed too much; negative where it showed too little."""
        return self.reading_g - self.reference_g


@dataclass(frozen=True)
class CheckCard:
    """One check of a scale, its readings in the order they were made."""

    check_id: int
    day: date
    at: datetime
    checked_by: str
    passed: bool
    note: str
    readings: tuple[Reading, ...]

    @property
    def worst_g(self) -> int:
        """The reading farthest off, with its sign."""
        return max((reading.off_g for reading in self.readings), key=abs)


@dataclass(frozen=True)
class Fruit:
    """One fruit of a sample: weight in grams, firmness in thousandths of a newton (8 mm tip), solids in per mille."""

    weight_g: int | None = None
    firmness_mn: int | None = None
    solids_permille: int | None = None


@dataclass(frozen=True)
class SampleDraft:
    """`defects`: of how many of the `size` fruit looked at."""

    organisation_id: int
    lot_id: int
    occasion: Occasion
    size: int
    fruit: tuple[Fruit, ...] = ()
    defects: Mapping[Defect, int] = field(default_factory=dict)
    taste: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True)
class SampleCard:
    """A sample with its means, rounded; None where nothing was measured. `grade` is what its lot counts as."""

    sample_id: int
    organisation_id: int
    organisation: str
    lot_id: int
    lot: str
    variety_id: int
    variety: str
    grade: str
    occasion: Occasion
    size: int
    taken_at: datetime
    taken_by: str
    taste: str
    weight_g: int | None
    firmness_mn: int | None
    solids_permille: int | None
    fruit: tuple[Fruit, ...]
    defects: Mapping[Defect, int]

    @property
    def code(self) -> str:
        return sample_code(self.sample_id)

    @property
    def bad(self) -> int:
        """Defects found, all kinds together; a fruit may have several."""
        return sum(self.defects.values())
