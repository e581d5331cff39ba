"""Words and figures of the low season that others may use."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class DecisionKind(StrEnum):
    """RUN: the room must run. SHUT: it must stand. STAY: this lot does not leave its room."""

    RUN = "run"
    SHUT = "shut"
    STAY = "stay"


DECISION_NAMES = {
    DecisionKind.RUN: gettext_noop("必须开着"),
    DecisionKind.SHUT: gettext_noop("必须停"),
    DecisionKind.STAY: gettext_noop("不许搬"),
}


class TaskState(StrEnum):
    """REPLACED: a later plan is in force, or this one was withdrawn, before anybody moved it."""

    WAITING = "waiting"
    DONE = "done"
    DECLINED = "declined"
    REPLACED = "replaced"


TASK_STATE_NAMES = {
    TaskState.WAITING: gettext_noop("待搬"),
    TaskState.DONE: gettext_noop("已搬"),
    TaskState.DECLINED: gettext_noop("没有搬"),
    TaskState.REPLACED: gettext_noop("不用搬了"),
}


# The parts of a plan's cost, by the planner's names.
COST_NAMES = {
    "energy": gettext_noop("电费"),
    "starts_and_stops": gettext_noop("开机停机"),
    "moves": gettext_noop("搬运和碰伤"),
    "lost": gettext_noop("放坏的果"),
    "missing": gettext_noop("交不出的果"),
}


@dataclass(frozen=True)
class MeterDraft:
    """What a meter shows. `ran`: the room ran since the reading before. What is None is looked up: the weather from the
    county's averages, the tonnes from the goods journal or the fill reports."""

    room_id: int
    counter_wh: int
    at: datetime
    ran: bool = True
    is_new_meter: bool = False
    outside_mc: int | None = None
    stock_g: int | None = None
    loaded_g: int | None = None


@dataclass(frozen=True)
class WithdrawalDraft:
    """So much of a variety (of one grade, or of any where '') is to leave in a month; 0 takes it back."""

    owner_id: int
    variety_id: int
    month: date
    weight_g: int
    grade: str = ""


@dataclass(frozen=True)
class MeterCard:
    """One room at its meter: what was read last, and how long ago."""

    room_id: int
    room: str
    store_id: int
    store: str
    store_code: str
    organisation_id: int
    capacity_g: int
    counter_wh: int | None
    read_at: datetime | None
    ran: bool
    readings: int


@dataclass(frozen=True)
class EnergyCard:
    """One room's energy model as people read it: Wh; `error_*` one standard error; `periods` of 0 is the class's."""

    room_id: int
    room: str
    store: str
    room_class: str
    wall_mwh: int
    base_wh: int
    kept_wh: int
    loaded_wh: int
    month_wh: int
    month_error_wh: int
    periods: int
    fitted_at: datetime | None


@dataclass(frozen=True)
class Measured:
    """What a room drew since a plan is in force, against what it would have drawn as people did before; Wh."""

    room_id: int
    room: str
    store: str
    first: date
    last: date
    was_shut: bool
    metered_wh: int
    expected_wh: int
    error_wh: int

    @property
    def saved_wh(self) -> int:
        return self.expected_wh - self.metered_wh
