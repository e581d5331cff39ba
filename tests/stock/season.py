"""Anybody does anything with the goods in any order; a plain model in memory says what must lie where."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

from lilian.kernel.refusal import Refusal
from lilian.stock import actions
from lilian.stock.models import Balance, Entry, Hold, Line, Location
from lilian.stock.values import Condition, Conversion, HoldDraft, HoldKind, Outgoing, Output, Transfer
from tests.stock.goods import KG, NOW, TODAY, Goods, at

Spots = Counter[tuple[int, int]]


class Season:
    """`do` takes the name of an act and a number that picks its object and size; a refusal changes nothing.

    `lies`, `sold` and `holds` are the model: what each act that was not refused does to them, without the journal.
    """

    ACTS = (
        *["receive"] * 3,
        *["move"] * 3,
        *["convert"] * 3,
        *["ship"] * 3,
        *["hold"] * 3,
        "ship_held",
        "release",
        "expire",
        "give_back",
        "write_off",
        "count",
        "reverse",
        "quarantine",
    )

    def __init__(self, goods: Goods) -> None:
        self.goods, self.lin, self.now = goods, goods.actor(), NOW
        self.places = (goods.point, goods.line, goods.room)
        self.lots: list[int] = []
        self.lies: Spots = Counter()
        self.sold: Counter[int] = Counter()
        self.holds: dict[int, tuple[tuple[int, int], int]] = {}
        self.step = 0
        self.undo: dict[int, Spots] = {}
        self.done: Counter[str] = Counter()

    def do(self, act: str, number: int) -> None:
        self.now += timedelta(minutes=5)
        self.step += 1
        with suppress(Refusal, IndexError):
            getattr(self, act)(number)
            self.done[act] += 1

    def said(self) -> dict[str, Any]:
        return {"actor": self.lin, "client_key": f"k{self.step}", "now": self.now}

    def spot(self, number: int) -> tuple[int, int]:
        """Mostly one where something lies."""
        full = sorted(spot for spot, weight_g in self.lies.items() if weight_g)
        return full[number % max(len(full), 1)]

    def part(self, spot: tuple[int, int], number: int) -> int:
        """From a gram to a little more than lies there."""
        return 1 + self.lies[spot] * (number % 110) // 100

    def change(self, entry: int, changes: Spots) -> None:
        for spot, weight_g in changes.items():
            self.lies[spot] += weight_g
        self.undo[entry] = changes

    def receive(self, number: int) -> None:
        weight_g = (1 + number) * KG + number
        household = self.goods.mei if number % 2 else self.goods.qiao
        posted = actions.receive(receipt=self.goods.receipt(weight_g, household=household), **self.said())
        (lot,) = posted.lot_ids
        self.lots.append(lot)
        self.change(posted.entry_id, Counter({(lot, self.goods.point): weight_g}))

    def move(self, number: int) -> None:
        spot = self.spot(number)
        to, weight_g = self.places[number % 3], self.part(spot, number)
        transfer = Transfer(at(*spot, weight_g), to)
        posted = actions.move(transfers=[transfer], day=TODAY, **self.said())
        changes: Spots = Counter({spot: -weight_g})
        changes[spot[0], to] += weight_g
        self.change(posted.entry_id, changes)

    def convert(self, number: int) -> None:
        spots = list(dict.fromkeys([self.spot(number), self.spot(number // 7)]))
        taken = {spot: self.part(spot, number) for spot in spots}
        whole = sum(taken.values())
        made = [whole * 6 // 10, whole * 3 // 10 + 1]
        outputs = tuple(Output(self.goods.lot(str(n)), self.goods.line, each) for n, each in enumerate(made))
        conversion = Conversion(tuple(at(*spot, weight_g) for spot, weight_g in taken.items()), outputs, TODAY)
        posted = actions.convert(conversion=conversion, **self.said())
        changes: Spots = Counter({spot: -weight_g for spot, weight_g in taken.items()})
        for lot, weight_g in zip(posted.lot_ids, made, strict=True):
            self.lots.append(lot)
            changes[lot, self.goods.line] += weight_g
        self.change(posted.entry_id, changes)

    def ship(self, number: int) -> None:
        spot = self.spot(number)
        self._ship(spot, self.part(spot, number), ())

    def ship_held(self, number: int) -> None:
        key = list(self.holds)[number % max(len(self.holds), 1)]
        self._ship(*self.holds[key], (key,))
        del self.holds[key]

    def _ship(self, spot: tuple[int, int], weight_g: int, holds: tuple[int, ...]) -> None:
        outgoing = Outgoing((at(*spot, weight_g),), TODAY, holds)
        posted = actions.ship(outgoing=outgoing, **self.said())
        self.change(posted.entry_id, Counter({spot: -weight_g}))
        self.sold[spot[0]] += weight_g

    def hold(self, number: int) -> None:
        spot = self.spot(number)
        until = self.now + timedelta(minutes=number % 40 + 1) if number % 2 else None
        draft = HoldDraft(at(*spot, self.part(spot, number // 2)), HoldKind.RESERVED, "x", until)
        self.holds[actions.hold(draft=draft, **self.said())] = (spot, draft.held.weight_g)

    def release(self, number: int) -> None:
        key = list(self.holds)[number % max(len(self.holds), 1)]
        actions.release(actor=self.lin, hold_id=key, now=self.now)
        del self.holds[key]

    def expire(self, number: int) -> None:
        actions.end_expired(now=self.now)

    def give_back(self, number: int) -> None:
        lot = self.lots[number % max(len(self.lots), 1)]
        weight_g = 1 + self.sold[lot] * (number % 110) // 100
        posted = actions.give_back(
            returned=[at(lot, self.goods.room, weight_g)],
            day=TODAY,
            reason="x",
            **self.said(),
        )
        self.change(posted.entry_id, Counter({(lot, self.goods.room): weight_g}))
        self.sold[lot] -= weight_g

    def write_off(self, number: int) -> None:
        spot = self.spot(number)
        weight_g = self.part(spot, number)
        posted = actions.write_off(taken=[at(*spot, weight_g)], day=TODAY, reason="x", **self.said())
        self.change(posted.entry_id, Counter({spot: -weight_g}))

    def count(self, number: int) -> None:
        spot = self.spot(number)
        found_g = self.lies[spot] * (number % 21 + 90) // 100
        posted = actions.count(counted=[at(*spot, found_g)], day=TODAY, reason="x", **self.said())
        self.change(posted.entry_id, Counter({spot: found_g - self.lies[spot]}))

    def reverse(self, number: int) -> None:
        entry = list(self.undo)[-1 - number % max(len(self.undo), 1)]  # from the newest
        kind = Entry.objects.filter(pk=entry).values_list("kind", flat=True).first()
        actions.reverse(entry_id=entry, reason="x", day=TODAY, **self.said())
        changes = self.undo.pop(entry)
        for spot, weight_g in changes.items():
            self.lies[spot] -= weight_g
            if kind in ("ship", "return"):
                self.sold[spot[0]] += weight_g

    def quarantine(self, number: int) -> None:
        lot = self.lots[number % max(len(self.lots), 1)]
        condition = Condition.SOUND if number % 3 else Condition.QUARANTINED
        actions.decide(actor=self.lin, lot_id=lot, condition=condition, reason="x", now=self.now)


def stands() -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """What the database says lies and is held at real locations."""
    rows = list(Balance.objects.filter(is_nowhere=False))
    lies = {(row.lot_id, row.location_id): row.weight_g for row in rows if row.weight_g}
    return lies, {(row.lot_id, row.location_id): row.held_g for row in rows if row.held_g}


def still_held() -> dict[tuple[int, int], int]:
    found: Counter[tuple[int, int]] = Counter()
    for hold in Hold.objects.filter(end__isnull=True):
        found[hold.lot_id, hold.location_id] += hold.weight_g
    return dict(found)


def sum_over_everything() -> int:
    return sum(Line.objects.values_list("weight_g", flat=True))


def nowhere_g() -> int:
    """What came from nowhere and is there no more, taken together: the negative of what lies somewhere."""
    places = Location.objects.filter(organisation__isnull=True)
    return sum(Balance.objects.filter(location__in=places).values_list("weight_g", flat=True))
