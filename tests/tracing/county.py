"""Two seasons at Guo's co-operative, lived through the acts of every module, with bins and pallets used again, boxes
carried from one room to another between two parcels, entries written late, taken back, and forgotten. What really
happened is told to a `Truth` as it happens."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lilian.base.actors import system
from lilian.catalog import actions as catalog
from lilian.crates import actions as crates
from lilian.crates.models import Bin, Crate
from lilian.members.models import Household, Place
from lilian.packing import actions as packing
from lilian.packing.models import Box as BoxRow
from lilian.packing.values import PackingDraft, Shift, Source, SpecDraft, TakenFrom, Weighed, pallet_code
from lilian.parcels import actions as parcels
from lilian.parcels.values import ParcelDraft, Receiver
from lilian.stock import actions as stock
from lilian.stock.values import Conversion, Line, Origin, Output, Receipt, Spot, Transfer
from lilian.supplies.models import Move
from tests.packing.boxing import FIGURES
from tests.purchasing.spring import INPUTS
from tests.stock.goods import KG, the_goods
from tests.tracing.truth import Box, Truth

SEASONS = (date(2025, 8, 20), date(2026, 8, 20))
DAYS = 60
WEEK = timedelta(days=7)


def noon(on: date, hour: int = 4) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


class County:
    """`truth` knows everything; the journals what was written."""

    def __init__(self, seed: int = 1, acts: int = 3) -> None:
        self.draw, self.acts, self.truth, self.step = random.Random(seed), acts, Truth(), 0
        self.goods = goods = the_goods()
        self.lin = goods.actor()
        self.places = (goods.point, goods.room, goods.far_room, goods.line)
        self.today = SEASONS[0]
        self.lies: dict[tuple[int, int], int] = {}
        self.inside: dict[str, int] = {}
        self.stowed: dict[int, list[int]] = {}
        self.out: dict[int, list[int]] = {}
        self.free: list[int] = []
        self.resting: list[int] = []
        self.boxed: dict[int, int] = {}  # lots in boxes, and where the boxes lie that are not on a trip
        self.carried: dict[int, date] = {}
        self.undoable: list[tuple[int, list[int], list[tuple[tuple[int, int], int]], date]] = []
        self._register()

    def _register(self) -> None:
        coop, now = self.goods.coop, noon(self.today)
        self.homes: list[tuple[int, int]] = []
        for number in range(6):
            home = Household.objects.create(code=f"H-{number}", organisation=coop)
            block = Place.objects.create(
                code=f"DK-{number}", name="地块", kind="block", lat=36, lon=110, organisation=coop, household=home
            )
            self.homes.append((home.pk, block.pk))
        self.input = catalog.add_farm_input(actor=system("test"), draft=INPUTS[0], now=now)
        kind = Crate.objects.create(code="D", name="大箱", owner=coop, tare_g=1, deposit_fen=0)
        self.bins = [Bin.objects.create(code=f"D-{number}", crate=kind) for number in range(5)]
        self.spec = packing.add_spec(
            actor=self.lin,
            draft=SpecDraft("Y", "礼盒", self.goods.variety.pk, ""),
            figures=FIGURES,
            effective_from=SEASONS[0],
            source="测试",
            now=now,
        )
        home = {"actor": self.lin, "organisation_id": coop.pk, "now": now}
        self.pallets = [packing.make_pallet(client_key=f"t{number}", **home) for number in range(3)]

    def live(self) -> "County":
        acts = [self.receive] * 4 + [self.move] * 2 + [self.convert] * 3 + [self.pack] * 3 + [self.load] * 2
        acts += [
            self.carry,
            self.carry,
            self.unload,
            self.send,
            self.send,
            self.back,
            self.undo,
            self.fetch,
            self.forget,
        ]
        for first in SEASONS:
            for number in range(DAYS):
                self.today = first + timedelta(days=number)
                self.free, self.resting = self.free + self.resting, []
                for act in self.draw.choices(acts, k=self.acts):
                    act()
        return self

    def said(self) -> dict[str, Any]:
        self.step += 1
        return {"actor": self.lin, "client_key": f"k{self.step}", "now": noon(self.today, 6)}

    def late(self, *floors: date) -> date:
        """Most are written on their day, some up to three days later; never before what they need."""
        told = self.today - timedelta(days=self.draw.choice((0, 0, 0, 1, 3)))
        return max([told, *floors])

    def pick(self, where: Callable[[int, int], bool], least_g: int = 20 * KG) -> tuple[int, int] | None:
        found = sorted(spot for spot, left in self.lies.items() if left >= least_g and where(*spot))
        return self.draw.choice(found) if found else None

    def came(self, lot: int, place: int) -> date:
        """When the last of it came there: an entry of an earlier day could not have taken it."""
        return max(on for on, _ in self.truth.lots[lot].lies[place])

    def change(self, spot: tuple[int, int], on: date, weight: int) -> None:
        self.lies[spot] = self.lies.get(spot, 0) + weight
        self.truth.changed(spot, on, weight)

    def receive(self) -> None:
        weight, home = self.draw.randrange(80, 200) * KG, self.draw.choice(self.homes)
        origin, on = Origin(self.goods.coop.pk, *home), self.late()
        output = Output(self.goods.lot(), self.goods.point, weight)
        posted = stock.receive(receipt=Receipt(output, ((origin, weight),), on), **self.said())
        lot = posted.lot_ids[0]
        self.truth.born(lot, on, {}, self.goods.point, weight, posted.entry_id)
        self.truth.lots[lot].grew = home
        self.lies[(lot, self.goods.point)] = weight
        if self.draw.random() < 0.5:
            self.fill(lot)
        elif self.draw.random() < 0.2:
            self.undoable.append((posted.entry_id, [lot], [], on))

    def fill(self, lot: int) -> None:
        one, at = self.draw.choice(self.bins), noon(self.today, 7)
        if one.code in self.inside:
            crates.empty(actor=self.lin, bin_id=one.pk, at=at - timedelta(hours=1), now=at)
            before, since, _ = self.truth.bins[one.code].pop()
            self.truth.bins[one.code].append((before, since, self.today))
        if self.draw.random() < 0.9:
            crates.fill(actor=self.lin, bin_id=one.pk, lot_id=lot, since=at, now=at)
            self.truth.bins[one.code].append((lot, self.today, None))
            self.inside[one.code] = lot
        else:
            self.inside.pop(one.code, None)

    def move(self) -> None:
        spot = self.pick(lambda lot, place: place != self.goods.line and lot not in self.boxed)
        if spot is None:
            return
        to = self.draw.choice([place for place in self.places if place != spot[1]])
        weight = self.draw.choice((self.lies[spot], self.lies[spot] // 2))
        on = self.late(self.came(*spot))
        stock.move(transfers=[Transfer(Line(Spot(*spot), weight), to)], day=on, **self.said())
        self.change(spot, on, -weight)
        self.change((spot[0], to), on, weight)

    def convert(self) -> None:
        spots = {self.pick(lambda lot, _: lot not in self.boxed) for _ in range(self.draw.randrange(1, 4))} - {None}
        if not spots:
            return
        taken = {spot: self.draw.choice((self.lies[spot], self.lies[spot] // 2)) for spot in sorted(spots)}
        on = self.late(*(self.came(*spot) for spot in taken))
        total = sum(taken.values())
        made = [total * 6 // 10, total * 3 // 10]
        outputs = tuple(Output(self.goods.lot(), self.goods.line, weight) for weight in made)
        lines = tuple(Line(Spot(*spot), weight) for spot, weight in taken.items())
        posted = stock.convert(conversion=Conversion(lines, outputs, on), **self.said())
        for spot, weight in taken.items():
            self.change(spot, on, -weight)
        for lot, weight in zip(posted.lot_ids, made, strict=True):
            parents = {spot[0]: 1 for spot in taken}
            self.truth.born(lot, on, parents, self.goods.line, weight, posted.entry_id)
            self.lies[(lot, self.goods.line)] = weight
        if self.draw.random() < 0.2:
            self.undoable.append((posted.entry_id, list(posted.lot_ids), list(taken.items()), on))

    def undo(self) -> None:
        """A wrong entry is taken back while all it brought is still there: it never happened."""
        while self.undoable:
            entry, made, taken, on = self.undoable.pop()
            whole = all(self.truth.lots[lot].lies.keys() == {place} for lot in made for place in [self._at(lot)])
            touched = any(len(self.truth.lots[lot].lies[self._at(lot)]) > 1 or self.truth.became[lot] for lot in made)
            if touched or not whole or any(lot in self.inside.values() for lot in made):
                continue
            said = self.said()
            stock.reverse(entry_id=entry, reason="记错", day=self.today, **said)
            self.truth.undone.add(entry)
            for lot in made:
                self.truth.lots[lot].gone = True
                self.lies.pop((lot, self._at(lot)))
            for spot, weight in taken:
                self.lies[spot] += weight
                self.truth.lots[spot[0]].lies[spot[1]].remove((on, -weight))
            return

    def _at(self, lot: int) -> int:
        return next(iter(self.truth.lots[lot].lies))

    def pack(self) -> None:
        spots = sorted({self.pick(lambda lot, place: place == self.goods.line and lot not in self.boxed)} - {None})
        if not spots:
            return
        first = {"organisation_id": self.goods.coop.pk, "location_id": self.goods.line, "spec_id": self.spec}
        lots = tuple(lot for lot, _ in spots)
        draft = PackingDraft(shift=self.draw.choice(list(Shift)), lot_ids=lots, **first)
        said = self.said()
        key = packing.open_packing(draft=draft, **said | {"now": noon(self.today, 5)})
        boxes = [Weighed(net_g=2_500) for _ in range(self.draw.randrange(2, 7))]
        packed = packing.pack_boxes(packing_id=key, boxes=boxes, source=Source.API, **said)
        if self.draw.random() < 0.1:  # nobody ends the shift
            self.truth.boxes |= {box: Box(frozenset(lots)) for box in packed}
            return
        each = 2_600 * len(packed) // len(lots)
        taken = [TakenFrom(lot, each) for lot in lots]
        lot = packing.close_packing(packing_id=key, taken=taken, **said)
        entry = -key
        for spot in spots:
            self.change(spot, self.today, -each)
        self.truth.born(lot, self.today, dict.fromkeys(lots, 1), self.goods.line, 2_500 * len(packed), entry)
        self.boxed[lot] = self.goods.line
        self.lies[(lot, self.goods.line)] = 2_500 * len(packed)
        self.truth.boxes |= {box: Box(frozenset((lot,))) for box in packed}
        for box in packed:
            self.truth.boxes[box].comes(self.goods.line, self.today)
        self.free += packed

    def carry(self) -> None:
        """All boxes of a lot that are in store go to another room, once a day at most."""
        spot = self.pick(lambda lot, _: lot in self.boxed and self.carried.get(lot) != self.today, 1)
        if spot is None:
            return
        lot, place = spot
        to = self.draw.choice([one for one in (self.goods.line, self.goods.room, self.goods.far_room) if one != place])
        weight = self.lies[spot]
        line = Line(Spot(*spot), weight, pieces=weight // 2_500 * FIGURES.least_count)
        stock.move(transfers=[Transfer(line, to)], day=self.today, **self.said())
        self.change(spot, self.today, -weight)
        self.change((lot, to), self.today, weight)
        self.boxed[lot], self.carried[lot] = to, self.today
        for box in self.truth.boxes.values():
            if box.of == {lot} and box.lay[-1][2] is None:
                box.goes(self.today)
                box.comes(to, self.today)

    def place_of(self, box: int) -> int:
        (lot,) = self.truth.boxes[box].of
        return self.boxed[lot]

    def load(self) -> None:
        pallet, standing = self.draw.choice(self.pallets), {box for boxes in self.stowed.values() for box in boxes}
        boxes = [box for box in self.draw.sample(self.free, min(3, len(self.free))) if box not in standing]
        if not boxes or pallet in self.stowed:
            return
        packing.stow(actor=self.lin, pallet_id=pallet, codes=self.codes(boxes), now=noon(self.today, 8))
        self.stowed[pallet] = boxes
        self.truth.stood[pallet] += [(box, self.today, None) for box in boxes]

    def unload(self) -> None:
        if not self.stowed:
            return
        pallet, boxes = self.stowed.popitem()
        packing.take_off(actor=self.lin, pallet_id=pallet, now=noon(self.today, 10))
        stays = self.truth.stood[pallet]
        self.truth.stood[pallet] = [
            (box, since, self.today if box in boxes and until is None else until) for box, since, until in stays
        ]

    def send(self) -> None:
        if not self.free:
            return
        boxes = self.draw.sample(self.free, min(4, len(self.free)))
        place = self.place_of(boxes[0])
        boxes = [box for box in boxes if self.place_of(box) == place]
        here = {box for box in self.free if self.place_of(box) == place}
        pallet = next((key for key, there in self.stowed.items() if set(there) <= here), None)
        codes = self.codes(boxes)
        if pallet is not None and self.draw.random() < 0.5:
            boxes, codes = list(self.stowed[pallet]), [pallet_code(pallet)]
        draft = ParcelDraft(place, Receiver(None, f"果行{self.step % 7}", "138"), tuple(codes))
        said = self.said()
        parcel = parcels.send(draft=draft, **said | {"now": noon(self.today, 9)})
        if self.draw.random() < 0.8:
            arrived = {"parcel_id": parcel, "at": noon(self.today, 9)}
            parcels.arrive(actor=self.lin, now=noon(self.today, 9), **arrived)
        self.out[parcel] = boxes
        self._gone(boxes, -2_500)
        for box in boxes:
            self.free.remove(box)
            self.truth.boxes[box].goes(self.today)
            self.truth.boxes[box].trips.append((parcel, self.today, None))

    def back(self) -> None:
        if not self.out:
            return
        parcel = self.draw.choice(sorted(self.out))
        boxes = self.out.pop(parcel)[:2]
        place = self.place_of(boxes[0])
        boxes = [box for box in boxes if self.place_of(box) == place]
        back = {"parcel_id": parcel, "codes": self.codes(boxes), "location_id": place, "reason": "压坏"}
        parcels.bring_back(**back, **self.said() | {"now": noon(self.today, 11)})
        self._gone(boxes, 2_500)
        for box in boxes:
            trips = self.truth.boxes[box].trips
            trips[-1] = (parcel, trips[-1][1], self.today)
            self.truth.boxes[box].comes(place, self.today)
            if not any(box in there for there in self.stowed.values()):
                self.resting.append(box)

    def _gone(self, boxes: list[int], weight: int) -> None:
        for box in boxes:
            (lot,) = self.truth.boxes[box].of
            spot = (lot, self.boxed[lot])
            self.lies[spot] = self.lies.get(spot, 0) + weight
            self.truth.changed(spot, self.today, weight)

    def fetch(self) -> None:
        """A household fetches a batch of something, past the act: what supplies keeps is another test's."""
        (home, _), batch = self.draw.choice(self.homes), f"N{self.draw.randrange(4)}"
        self.step += 1
        Move.objects.create(
            kind="bring", farm_input_id=self.input, organisation=self.goods.coop, batch=batch, count=9,
            day=self.today, at=noon(self.today), actor_name="", client_key=f"b{self.step}",
        )  # fmt: skip
        Move.objects.create(
            kind="hand_out", farm_input_id=self.input, organisation=self.goods.coop, household_id=home,
            batch=batch, count=1, signed_by="李", day=self.today, at=noon(self.today), actor_name="",
            client_key=f"f{self.step}",
        )  # fmt: skip
        self.truth.fetched[batch].append((home, self.today))

    def forget(self) -> None:
        """Something is taken and nobody writes it down; a count finds it missing."""
        spot = self.pick(lambda lot, place: lot not in self.boxed and place != self.goods.line)
        if spot is None or self.draw.random() < 0.6:
            return
        on, lacks = self.today, 5 * KG
        self.truth.missing.append((*spot, on, lacks))
        found = Line(Spot(*spot), self.lies[spot] - lacks)
        stock.count(counted=[found], day=self.today, reason="短少", **self.said())
        self.change(spot, on, -lacks)

    def codes(self, boxes: list[int]) -> list[str]:
        return list(BoxRow.objects.filter(pk__in=boxes).order_by("pk").values_list("code", flat=True))
