"""What of a trace is known to be missing: time nobody wrote down, grams nobody can explain."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


@dataclass(frozen=True, order=True)
class Gap:
    """Between these moments something at this place is not written down. `weight_g` is what the books miss (or have
    too much, below zero) of the lot; None where no grams are known.
    """

    since: datetime
    until: datetime
    place: str
    kind: "GapKind"
    lot_id: int | None = None
    weight_g: int | None = None
    about: str = ""


class GapKind(StrEnum):
    COUNT = "count"
    PACKING = "packing"
    RUN = "run"
    ROAD = "road"


GAP_NAMES = {
    GapKind.COUNT: gettext_noop("盘点时账实不符，这中间少记了一笔"),
    GapKind.PACKING: gettext_noop("装了箱，班次没有结束，账上没有这些箱"),
    GapKind.RUN: gettext_noop("上了分选线，没有记结果"),
    GapKind.ROAD: gettext_noop("发出以后没有登记送到"),
}


@dataclass(frozen=True)
class Balance:
    """One lot: what it weighed when it was made, and where all of that is. All in grams."""

    lot_id: int
    code: str
    made_g: int
    in_store_g: int
    used_g: int
    sold_g: int
    lost_g: int
    wasted_g: int
    unexplained_g: int

    @property
    def gone_g(self) -> int:
        """Lost in work, or thrown away."""
        return self.lost_g + self.wasted_g

    @property
    def flagged(self) -> bool:
        """More than 1 % of it nobody can explain."""
        return abs(self.unexplained_g) * 100 > self.made_g
