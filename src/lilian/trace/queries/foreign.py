"""What others told of fruit of ours: events of partners that name our lots, boxes, pallets or parcels."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from lilian.exchange import queries as exchange
from lilian.packing.values import pallet_code
from lilian.parcels.values import parcel_code
from lilian.retelling import queries as retelling
from lilian.retelling.values import Thing
from lilian.trace.values import MOST_BOXES_NAMED, ForeignEvent, Forward


def foreign(lot_ids: Collection[int], forward: Forward) -> tuple[ForeignEvent, ...]:
    """In the order they happened. Our own events of the journal are left out: the trace itself tells what they do."""
    known = retelling.called(
        lot_ids=lot_ids,
        box_ids=[box.box_id for box in forward.boxes[:MOST_BOXES_NAMED]],
        pallet_ids={stay.holder_id for stay in forward.stowed},
        parcel_ids={stay.holder_id for stay in forward.loaded},
    )
    touched = defaultdict[int, dict[str, None]](dict)
    for touch in exchange.touching(list(known)):
        touched[touch.seq][touch.identifier] = None
    others = touched.keys() - retelling.own(touched)
    heads = exchange.heads(others)
    found = (ForeignEvent(head, tuple(known[name] for name in touched[seq])) for seq, head in heads.items())
    return _in_time(found)


def thing_code(thing: Thing) -> str:
    """What people call it."""
    written = {"pallet": pallet_code, "parcel": parcel_code}.get(thing.kind)
    return written(thing.key) if written else thing.code


def _in_time(found: Iterable[ForeignEvent]) -> tuple[ForeignEvent, ...]:
    return tuple(sorted(found, key=lambda one: (one.head.at, one.head.event_id, one.head.takes_back)))
