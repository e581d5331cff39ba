"""What others may know of a trace: where it starts, what it reached, what of it is known to be missing."""

from lilian.trace.values.calls import IN_VAIN, OUTCOME_NAMES, CallCounts, CallDraft, Outcome, Standing
from lilian.trace.values.chains import MOST_BOXES_NAMED, Chain, ChainLot, ForeignEvent, Grower, LotStage
from lilian.trace.values.missing import GAP_NAMES, Balance, Gap, GapKind
from lilian.trace.values.proofs import BatchUsed, InputUsed, Inspection
from lilian.trace.values.reached import Back, Extent, Forward, GrownAt, Reached, Stay, Step, TracedBox
from lilian.trace.values.recalls import FILE_KIND, BoxStanding, FileForm, RecallDraft
from lilian.trace.values.starts import (
    BOX_LENGTH,
    BY_LETTER,
    START_NAMES,
    USED_AGAIN,
    Exposure,
    Seeds,
    Start,
    StartKind,
    kind_named,
)
from lilian.trace.values.whereabouts import Holder, LayAt, ParcelSeen, RoomAir, Spread, Whereabouts

__all__ = [
    "BOX_LENGTH",
    "BY_LETTER",
    "FILE_KIND",
    "GAP_NAMES",
    "IN_VAIN",
    "MOST_BOXES_NAMED",
    "OUTCOME_NAMES",
    "START_NAMES",
    "USED_AGAIN",
    "Back",
    "Balance",
    "BatchUsed",
    "BoxStanding",
    "CallCounts",
    "CallDraft",
    "Chain",
    "ChainLot",
    "Exposure",
    "Extent",
    "FileForm",
    "ForeignEvent",
    "Forward",
    "Gap",
    "GapKind",
    "Grower",
    "GrownAt",
    "Holder",
    "InputUsed",
    "Inspection",
    "LayAt",
    "LotStage",
    "Outcome",
    "ParcelSeen",
    "Reached",
    "RecallDraft",
    "RoomAir",
    "Seeds",
    "Spread",
    "Standing",
    "Start",
    "StartKind",
    "Stay",
    "Step",
    "TracedBox",
    "Whereabouts",
    "kind_named",
]
