"""What others may know of the catalogue: grades, versions of a standard."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class Defect(StrEnum):
    """What can be wrong with a fruit; the vocabulary of DB31/T 1132-2019."""

    BRUISE = "bruise"
    RUB = "rub"
    RUSSET = "russet"
    WATER_RUST = "water_rust"
    SUNBURN = "sunburn"
    HAIL = "hail"
    SPRAY_BURN = "spray_burn"
    DISEASE = "disease"
    INSECT = "insect"
    PUNCTURE = "puncture"


DEFECT_NAMES = {
    Defect.BRUISE: gettext_noop("碰压伤"),
    Defect.RUB: gettext_noop("磨伤"),
    Defect.RUSSET: gettext_noop("果锈"),
    Defect.WATER_RUST: gettext_noop("水锈"),
    Defect.SUNBURN: gettext_noop("日灼"),
    Defect.HAIL: gettext_noop("雹伤"),
    Defect.SPRAY_BURN: gettext_noop("药斑"),
    Defect.DISEASE: gettext_noop("病果"),
    Defect.INSECT: gettext_noop("虫果"),
    Defect.PUNCTURE: gettext_noop("刺伤"),
}


@dataclass(frozen=True)
class Limits:
    """What a fruit of a grade must keep beside its weight; None and nothing barred ask for nothing.

    `least_diameter` is in 0.1 mm, `least_solids` in 0.1 °Brix, `most_defects` counts kinds of defects on one fruit.
    `tolerance` says how many fruit in a thousand of a parcel sold as this grade may fall short of it, by number.
    """

    least_diameter: int | None = None
    least_solids: int | None = None
    barred: frozenset[Defect] = frozenset()
    most_defects: int | None = None
    tolerance: int = 0

    @property
    def asks_nothing(self) -> bool:
        """True if every fruit keeps them."""
        return self.least_diameter is self.least_solids is self.most_defects is None and not self.barred


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Band:
    """A grade by weight per fruit in grams, `low_g` in it and `high_g` not (None has no end), with what else it asks.

    A fruit of this weight that does not keep `limits` falls to the next lower band whose limits it keeps.
    """

    grade: str
    name: str
    low_g: int
    high_g: int | None = None
    limits: Limits = NO_LIMITS

    def __contains__(self, weight_g: int) -> bool:
        return self.low_g <= weight_g and (self.high_g is None or weight_g < self.high_g)


@dataclass(frozen=True)
class StandardInForce:
    """One version of a standard as it counts on a day; bands from light to heavy."""

    version_id: int
    standard_id: int
    code: str
    name: str
    number: int
    effective_from: date
    source: str
    bands: tuple[Band, ...]


# Grades the county quotes; Xinhua index of Xi County pears, 2 March 2026, and the two ends it leaves unnamed.
COUNTY_BANDS = (
    Band("processing", gettext_noop("等外/加工果"), 0, 200),
    Band("second", gettext_noop("二级"), 200, 300),
    Band("first", gettext_noop("一级"), 300, 450),
    Band("special", gettext_noop("特级"), 450, 500),
    Band("oversize", gettext_noop("超大果"), 500),
)
COUNTY_BANDS_SOURCE = "新华指数·隰县玉露香梨，2026-03-02"


class InputCategory(StrEnum):
    """What a farm input is; a pesticide has rules of its own."""

    FERTILISER = "fertiliser"
    PESTICIDE = "pesticide"
    FRUIT_BAG = "fruit_bag"
    FILM = "film"
    TOOL = "tool"
    OTHER = "other"


CATEGORY_NAMES = {
    InputCategory.FERTILISER: gettext_noop("肥料"),
    InputCategory.PESTICIDE: gettext_noop("农药"),
    InputCategory.FRUIT_BAG: gettext_noop("果袋"),
    InputCategory.FILM: gettext_noop("地膜、反光膜"),
    InputCategory.TOOL: gettext_noop("农具"),
    InputCategory.OTHER: gettext_noop("其他"),
}


@dataclass(frozen=True)
class FarmInputDraft:
    """A farm input as it is registered. `unit` is what is counted (袋, 瓶), `pack` says what is in one (40 公斤).

    `registration` is the 登记证号; `interval_days` must pass between the last spraying and picking, after at most
    `most_uses` sprayings a season; None where that is not regulated.
    """

    code: str
    name: str
    category: InputCategory
    unit: str
    pack: str = ""
    registration: str = ""
    active_ingredient: str = ""
    crops: tuple[str, ...] = ()
    interval_days: int | None = None
    most_uses: int | None = None
