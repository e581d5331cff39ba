"""Boxes: a packing is opened, boxes leave the scale, wrong ones are voided, it is closed or dropped; pallets."""

from collections import Counter

from lilian.packing import actions
from lilian.packing.models import Box, Closing, Pallet
from lilian.packing.values import PackingDraft, Shift, Source, TakenFrom, Weighed
from lilian.stock.values import LocationKind
from tests.season.county import FIGURES, PACKED
from tests.season.life import ACTOR, Boxing, NothingToDo, Season

MOST_OPEN = 4


def open_packing(season: Season) -> None:
    county = season.county
    if len(season.boxing) >= MOST_OPEN:
        raise NothingToDo
    lots = [lot for lot, _ in season.alike(season.books.at([county.packhouse], PACKED), 3)]
    variety, _, grade = season.kind(lots[0])
    draft = PackingDraft(county.scale.cast.coop, county.packhouse, county.specs[variety, grade], Shift.DAY, tuple(lots))
    season.boxing.append(Boxing(actions.open_packing(draft=draft, **season.said()), lots))


def pack(season: Season) -> None:
    """Hardly ever more than what lies there makes; the machine sends a batch twice at times."""
    going = season.one(season.boxing)
    lies = sum(season.books.lies[lot, season.county.packhouse] for lot in going.lots)
    room_for = (lies - sum(going.nets.values())) // FIGURES.label_g
    if room_for < 1 and season.draw.random() < 0.9:
        raise NothingToDo
    count = min(season.draw.randint(1, 8), max(1, room_for))
    nets = [FIGURES.label_g + season.draw.randint(-12, 60) for _ in range(count)]
    boxes = [Weighed(net_g=net_g) for net_g in nets]
    said = {"packing_id": going.packing_id, "boxes": boxes, "source": Source.API, **season.said()}
    keys = actions.pack_boxes(**said)
    if season.draw.random() < 0.15:
        assert actions.pack_boxes(**said) == keys
    going.nets.update(zip(keys, nets, strict=True))


def void_box(season: Season) -> None:
    going = season.one([one for one in season.boxing if one.nets])
    box = season.one(list(going.nets))
    actions.void_box(actor=ACTOR, box_id=box, reason="称错了", now=season.now)
    del going.nets[box]


def close_packing(season: Season) -> None:
    """A few grams more were taken than are in the boxes: stalks, and a fruit that was eaten."""
    going = season.one([one for one in season.boxing if one.nets])
    packed_g = sum(going.nets.values())
    taken = _taken(season, going, packed_g + season.draw.randint(0, 900))
    lot = actions.close_packing(packing_id=going.packing_id, taken=taken, **season.said())
    season.boxing.remove(going)
    closing = Closing.objects.get(packing=going.packing_id)
    where, entry = season.county.packhouse, int(closing.entry_id or 0)
    season.books.born(lot, *season.kind(going.lots[0])[:2], "packed")
    at = Counter({(each.lot_id, where): -each.weight_g for each in taken})
    at[lot, where] += packed_g
    season.books.post(entry, at, LocationKind.SHRINKAGE)
    season.boxes_g[going.packing_id] = packed_g


def _taken(season: Season, going: Boxing, weight_g: int) -> list[TakenFrom]:
    """From lot after lot; if they do not hold so much, more than lies there is asked of the first."""
    found = []
    for lot in going.lots:
        from_g = min(weight_g, season.books.lies[lot, season.county.packhouse])
        found += [TakenFrom(lot, from_g)] if from_g else []
        weight_g -= from_g
    return found if not weight_g else [TakenFrom(going.lots[0], 100_000_000)]


def drop_packing(season: Season) -> None:
    going = season.one(season.boxing)
    if len(going.nets) > 3:
        raise NothingToDo
    for box in list(going.nets):
        actions.void_box(actor=ACTOR, box_id=box, reason="开错了", now=season.now)
        del going.nets[box]
    actions.drop_packing(packing_id=going.packing_id, reason="开错了", **season.said())
    season.boxing.remove(going)


def make_pallet(season: Season) -> None:
    actions.make_pallet(organisation_id=season.county.scale.cast.coop, **season.said())


def stow(season: Season) -> None:
    """Boxes of any packing; a box stands on one pallet."""
    pallet = season.one(list(Pallet.objects.values_list("pk", flat=True)))
    newest = list(Box.objects.order_by("-pk").values_list("code", flat=True)[:30])
    codes = {season.one(newest) for _ in range(3)}
    actions.stow(actor=ACTOR, pallet_id=pallet, codes=sorted(codes), now=season.now)
