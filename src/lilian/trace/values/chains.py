"""Everything there is to say of a start."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lilian.exchange.values import Head
from lilian.retelling.values import Thing
from lilian.trace.values.missing import Balance, Gap
from lilian.trace.values.proofs import InputUsed, Inspection
from lilian.trace.values.reached import Back, Forward
from lilian.trace.values.starts import Start
from lilian.trace.values.whereabouts import Holder, LayAt, RoomAir, Whereabouts


class LotStage(StrEnum):
    RECEIVED = "received"
    SORTED = "sorted"
    PACKED = "packed"


@dataclass(frozen=True, slots=True)
class ChainLot:
    """A lot as people see it in a chain; `is_start` where the trace began with it."""

    lot_id: int
    code: str
    variety: str
    grade: str
    made_on: date
    stage: LotStage
    packing_id: int | None
    condition: str
    is_start: bool


@dataclass(frozen=True, slots=True)
class Grower:
    """Where fruit grew, by the names the reader may know; empty what is not known, or not to be."""

    organisation: str
    household: str
    block: str
    village: str
    weight_g: int


MOST_BOXES_NAMED = 2_000  # in a search for what others told; of more, their lots, pallets and parcels are asked for


@dataclass(frozen=True)
class ForeignEvent:
    """What a partner told, and which things of ours it names."""

    head: Head
    about: tuple[Thing, ...]


@dataclass(frozen=True)
class Chain:
    """Everything there is to say of a start; `batches` are packings with how many of the boxes each holds."""

    start: Start
    growers: tuple[Grower, ...]
    lots: tuple[ChainLot, ...]
    back: Back
    forward: Forward
    lay: tuple[LayAt, ...]
    air: tuple[RoomAir, ...]
    inputs: tuple[InputUsed, ...]
    inspections: tuple[Inspection, ...]
    holders: tuple[Holder, ...]
    whereabouts: Whereabouts
    gaps: tuple[Gap, ...]
    balances: tuple[Balance, ...]
    batches: tuple[tuple[int, int], ...]
    foreign: tuple[ForeignEvent, ...] = ()

    @property
    def cut_off(self) -> bool:
        return self.forward.cut_off or self.back.lots.cut_off
