"""Both directions of one start, with the names people know things by, as far as the reader may know them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.packing import queries as packing
from lilian.parcels import queries as parcels
from lilian.stock import queries as stock
from lilian.trace.queries import both, proofs, starts
from lilian.trace.queries.air import lay_at, rooms_air
from lilian.trace.queries.balances import balances
from lilian.trace.queries.foreign import foreign
from lilian.trace.queries.gaps import gaps
from lilian.trace.queries.holders import spread
from lilian.trace.queries.sql import day, keys, rows
from lilian.trace.values import Chain, ChainLot, Forward, Grower, GrownAt, Holder, LotStage, Seeds, Start

NAMED = """
SELECT lot.id, lot.code, variety.name, lot.grade, lot.made_on, closing.packing_id, entry.kind,
    (SELECT standing.condition FROM stock_standing AS standing WHERE standing.lot_id = lot.id
     ORDER BY standing.id DESC LIMIT 1)
FROM stock_lot AS lot JOIN catalog_variety AS variety ON variety.id = lot.variety_id
JOIN stock_entry AS entry ON entry.id = lot.born_id
LEFT JOIN packing_closing AS closing ON closing.lot_id = lot.id WHERE lot.id IN ({keys}) ORDER BY lot.id
"""
GROWERS = """
SELECT organisation.id, organisation.name FROM members_organisation AS organisation WHERE organisation.id IN ({keys})
"""
HOUSEHOLDS = "SELECT id, code FROM members_household WHERE id IN ({keys})"
BLOCKS = "SELECT id, name, village FROM members_place WHERE id IN ({keys})"


def chain(actor: Actor, start: Start, *, now: datetime) -> Chain:
    """All there is to say of a start. Who sees only the own organisations' records learns of other organisations'
    fruit whose it is, and not from which household or block.

    :raises NotFound: if it names nothing, or nothing the actor may see
    """
    seeds = seen(actor, start)
    backward, forward = both.back(seeds), both.forward(seeds)
    lot_ids = {*backward.lots.lot_ids, *forward.lots.lot_ids}
    ends = spread(forward.extent)
    loaded, lay = {stay.holder_id for stay in forward.loaded}, lay_at(lot_ids)
    return Chain(
        start=start,
        growers=growers(actor, backward.grown),
        lots=named(lot_ids, {one.lot_id for one in seeds.lots}),
        forward=forward,
        back=backward,
        lay=lay,
        air=rooms_air(lay, today=timezone.localdate(now)),
        inputs=proofs.inputs(backward.grown) if actor.reach("trace.see").everywhere else (),
        inspections=proofs.inspections(lot_ids),
        holders=_known_to(actor, ends.holders),
        whereabouts=ends.whereabouts,
        gaps=gaps(lot_ids, loaded, now=now),
        balances=balances(lot_ids),
        batches=_batches(forward),
        foreign=foreign(lot_ids, forward) if actor.may("exchange.see") else (),
    )


def seen(actor: Actor, start: Start) -> Seeds:
    """:raises NotFound: if it names nothing, or nothing the actor may see"""
    actor.must("trace.see")
    found = starts.seeds(start)
    if not found or not _may_see(actor, found):
        raise NotFound()
    return found


def named(lot_ids: Collection[int], seeds: Collection[int] = ()) -> tuple[ChainLot, ...]:
    """Lots in the order they were made."""
    return tuple(
        ChainLot(
            lot_id=lot_id,
            code=code,
            variety=variety,
            grade=grade,
            made_on=day(made_on),
            stage=LotStage.PACKED if packing_id else LotStage.RECEIVED if kind == "receive" else LotStage.SORTED,
            packing_id=packing_id,
            condition=condition or "sound",
            is_start=lot_id in seeds,
        )
        for lot_id, code, variety, grade, made_on, packing_id, kind, condition in rows(NAMED, keys(lot_ids))
    )


def growers(actor: Actor, grown: Collection[GrownAt]) -> tuple[Grower, ...]:
    """Where it grew, the most first."""
    reach = actor.reach("trace.see")
    known = dict(rows(GROWERS, keys(one.organisation_id for one in grown)))
    homes = dict(rows(HOUSEHOLDS, keys(one.household_id for one in grown if one.household_id)))
    places = {
        key: (name, village) for key, name, village in rows(BLOCKS, keys(b.block_id for b in grown if b.block_id))
    }
    grams: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for one in grown:
        near = one.organisation_id in reach
        block, village = places.get(one.block_id or 0, ("", ""))
        home = homes.get(one.household_id or 0, "")
        whole = (known[one.organisation_id], home, block, village) if near else (known[one.organisation_id], "", "", "")
        grams[whole] += one.weight_g
    return tuple(Grower(*who, weight_g) for who, weight_g in sorted(grams.items(), key=lambda item: -item[1]))


def _known_to(actor: Actor, found: Collection[Holder]) -> tuple[Holder, ...]:
    """Who got parcels of others is not for everybody: neither their names nor their numbers."""
    if actor.reach("trace.see").everywhere:
        return tuple(found)
    own = set(parcels.parcels(actor).values_list("pk", flat=True)) if actor.may("parcels.see") else set()
    return tuple(one if own.issuperset(one.parcel_ids) else replace(one, name="", phone="") for one in found)


def _batches(onward: Forward) -> tuple[tuple[int, int], ...]:
    found: dict[int, int] = defaultdict(int)
    for box in onward.boxes:
        found[box.packing_id] += 1
    return tuple(sorted(found.items()))


def _may_see(actor: Actor, seeds: Seeds) -> bool:
    if actor.reach("trace.see").everywhere:
        return True
    lots = {one.lot_id for one in seeds.lots}
    if lots and stock.lots(actor).filter(pk__in=lots).count() != len(lots):
        return False
    open_ones = set(seeds.packing_ids)
    if open_ones and packing.packings(actor).filter(pk__in=open_ones).count() != len(open_ones):
        return False
    boxes = set(seeds.box_ids)
    return not boxes or packing.boxes(actor).filter(pk__in=boxes).count() == len(boxes)
