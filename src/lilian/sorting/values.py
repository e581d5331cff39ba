"""What others may know of sorting."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lilian.catalog.values import Defect
from lilian.kernel.marks import gettext_noop


class Measure(StrEnum):
    """What a line writes down about each fruit; weight it must."""

    WEIGHT = "weight"
    DIAMETER = "diameter"
    SOLIDS = "solids"
    COLOUR = "colour"
    DEFECTS = "defects"
    GRADE = "grade"
    LANE = "lane"
    LOT = "lot"


MEASURE_NAMES = {
    Measure.WEIGHT: gettext_noop("单果重"),
    Measure.DIAMETER: gettext_noop("果径"),
    Measure.SOLIDS: gettext_noop("糖度"),
    Measure.COLOUR: gettext_noop("着色面"),
    Measure.DEFECTS: gettext_noop("缺陷"),
    Measure.GRADE: gettext_noop("机器等级"),
    Measure.LANE: gettext_noop("通道"),
    Measure.LOT: gettext_noop("批次记号"),
}

# How many of our units (0.1 g, 0.1 mm, 0.1 °Brix, 1 %) one of the machine's is, as (times, by).
UNITS: dict[Measure, dict[str, tuple[int, int]]] = {
    Measure.WEIGHT: {"g": (10, 1), "0.1 g": (1, 1), "kg": (10_000, 1)},
    Measure.DIAMETER: {"mm": (10, 1), "0.1 mm": (1, 1), "cm": (100, 1)},
    Measure.SOLIDS: {"°Brix": (10, 1), "0.1 °Brix": (1, 1)},
    Measure.COLOUR: {"%": (1, 1), "0.1 %": (1, 10)},
}


@dataclass(frozen=True)
class Mapping:
    """How one kind of machine writes its file.

    `columns`: by measure the headings it may stand under, first match counts; `units` by measure; `grades`: the
    machine's grade -> ours ('' is no grade of ours: a machine's reject lane); `defects`: its code -> our defect, or
    None for none; several stand in one cell parted by `defect_mark`. `separator` of '' is found out.
    """

    columns: dict[Measure, list[str]]
    units: dict[Measure, str]
    grades: dict[str, str] = field(default_factory=dict)
    defects: dict[str, Defect | None] = field(default_factory=dict)
    defect_mark: str = "|"
    separator: str = ""
    decimal_comma: bool = False


@dataclass(frozen=True)
class Profile:
    """A mapping with its name, as shipped or as the office wrote it."""

    code: str
    name: str
    note: str
    mapping: Mapping


@dataclass(frozen=True)
class FruitRecord:
    """One fruit as a line's program tells it, in our units; None or '' where it measured nothing.

    `defects` and `grade` are the machine's own codes, `lot` what it calls the lot.
    """

    weight_dg: int
    diameter_tenths_mm: int | None = None
    brix_tenths: int | None = None
    colour_percent: int | None = None
    defects: tuple[str, ...] | None = None
    grade: str = ""
    lane: int | None = None
    lot: str = ""


@dataclass(frozen=True)
class InputDraft:
    """Grams of a lot at a location that go in; `mark` is what the line's file calls the lot, '' for nothing."""

    lot_id: int
    location_id: int
    weight_g: int
    mark: str = ""


@dataclass(frozen=True)
class RunDraft:
    """A run to be: the line, its tank and when that was cleaned, and what goes in."""

    location_id: int
    inputs: tuple[InputDraft, ...]
    cleaned_at: datetime
    tank: int = 1
    note: str = ""


@dataclass(frozen=True)
class OverrideDraft:
    """So much of one grade is to go as another; None is all of it."""

    from_grade: str
    to_grade: str
    reason: str
    weight_g: int | None = None


class RunState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    BROKEN_OFF = "broken_off"


RUN_STATE_NAMES = {
    RunState.OPEN: gettext_noop("正在分选"),
    RunState.CLOSED: gettext_noop("已结束"),
    RunState.BROKEN_OFF: gettext_noop("已作废"),
}
SHORT_NAMES = {
    "diameter": gettext_noop("果径不够"),
    "solids": gettext_noop("糖度不够"),
    "barred": gettext_noop("有不许有的缺陷"),
    "many": gettext_noop("缺陷种类太多"),
}
