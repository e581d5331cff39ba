"""A chain as plain words and numbers, for programs: what the API answers and the command line writes."""

from dataclasses import asdict
from typing import Any

from lilian.base.actors import Actor
from lilian.packing.values import batch_code
from lilian.parcels.values import parcel_code
from lilian.trace.queries import both
from lilian.trace.queries.chains import seen
from lilian.trace.queries.foreign import thing_code
from lilian.trace.values import Chain, ForeignEvent, Holder, Start, TracedBox

Plain = dict[str, Any]


def told(chain: Chain) -> Plain:
    """Everything of it but the single boxes, of which there may be many. Lots go by their codes, weights are grams."""
    lot = {one.lot_id: one.code for one in chain.lots}
    return {
        "start": asdict(chain.start),
        "cut_off": chain.cut_off,
        "growers": [asdict(one) for one in chain.growers],
        "lots": [_without(asdict(one), "lot_id", "packing_id") for one in chain.lots],
        "steps": [_step(lot, one) for one in sorted({*chain.back.lots.steps, *chain.forward.lots.steps}, key=_order)],
        "stays": [_of_lot(lot, asdict(one), "location_id") for one in chain.lay],
        "air": [_without(asdict(one), "days") for one in chain.air],
        "inputs": [_without(asdict(one), "household_id") for one in chain.inputs],
        "foreign": [_foreign(one) for one in chain.foreign],
        "inspections": [_of_lot(lot, asdict(one)) for one in chain.inspections],
        "batches": [{"code": batch_code(key), "boxes": boxes} for key, boxes in chain.batches],
        "whereabouts": asdict(chain.whereabouts),
        "holders": [_holder(one) for one in chain.holders],
        "gaps": [_of_lot(lot, asdict(one)) for one in chain.gaps],
        "balances": [_of_lot(lot, asdict(one), "code") | {"flagged": one.flagged} for one in chain.balances],
    }


def reached_boxes(actor: Actor, start: Start) -> list[Plain]:
    """Every box a start reaches, with the parcel it is in now.

    :raises NotFound: if it names nothing, or nothing the actor may see
    """
    onward = both.forward(seen(actor, start))
    out = {stay.box_id: parcel_code(stay.holder_id) for stay in onward.loaded if stay.is_there}
    return [_box(one, out.get(one.box_id)) for one in onward.boxes]


def _foreign(one: ForeignEvent) -> Plain:
    things = [{"kind": thing.kind, "code": thing_code(thing)} for thing in one.about]
    return asdict(one.head) | {"things": things}


def _holder(one: Holder) -> Plain:
    return asdict(one) | {"parcels": [parcel_code(key) for key in one.parcel_ids]}


def _box(one: TracedBox, parcel: str | None) -> Plain:
    said = {"code": one.code, "batch": batch_code(one.packing_id), "net_g": one.net_g}
    return said | {"void": one.void, "recalled": one.recalled, "parcel": parcel}


def _order(step: Any) -> tuple[int, int]:
    return step.parent_id, step.child_id


def _step(lot: dict[int, str], step: Any) -> Plain:
    said = {"from_lot": lot[step.parent_id], "to_lot": lot[step.child_id]}
    return said | {"weight_g": step.weight_g, "entry_id": step.entry_id}


def _of_lot(lot: dict[int, str], said: Plain, *left_out: str) -> Plain:
    return _without(said, "lot_id", *left_out) | {"lot": lot.get(said["lot_id"]) if said["lot_id"] else None}


def _without(said: Plain, *names: str) -> Plain:
    return {name: value for name, value in said.items() if name not in names}
