"""Reads of the journals: where fruit came from, where it went, how a box stands."""

from lilian.trace.queries.air import lay_at
from lilian.trace.queries.balances import balances
from lilian.trace.queries.both import back, forward
from lilian.trace.queries.calling import call_counts, calls, to_call
from lilian.trace.queries.chains import chain
from lilian.trace.queries.events import events
from lilian.trace.queries.extents import extent
from lilian.trace.queries.filing import file_asked_for, file_job, made_file, written
from lilian.trace.queries.foreign import thing_code
from lilian.trace.queries.gaps import gaps
from lilian.trace.queries.holders import parcels, spread, whereabouts
from lilian.trace.queries.proofs import batches_used, days_before, inputs, inspections
from lilian.trace.queries.recalls import drill, drills, notice, notices, recall, recalled_now, recalls, start_of, untold
from lilian.trace.queries.standing import box_standing
from lilian.trace.queries.starts import seeds
from lilian.trace.queries.told import reached_boxes, told

__all__ = [
    "back",
    "balances",
    "batches_used",
    "box_standing",
    "call_counts",
    "calls",
    "chain",
    "days_before",
    "drill",
    "drills",
    "events",
    "extent",
    "file_asked_for",
    "file_job",
    "forward",
    "gaps",
    "inputs",
    "inspections",
    "lay_at",
    "made_file",
    "notice",
    "notices",
    "parcels",
    "reached_boxes",
    "recall",
    "recalled_now",
    "recalls",
    "seeds",
    "spread",
    "start_of",
    "thing_code",
    "to_call",
    "told",
    "untold",
    "whereabouts",
    "written",
]
