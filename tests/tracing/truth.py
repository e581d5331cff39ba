"""What really happened, kept in plain memory by whoever makes it happen. It shares no code with what is tested."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

Spot = tuple[int, int]  # lot, location
Stay = tuple[int, date, date]  # location, first and last day


@dataclass
class Lot:
    """`grew`: the household and block of a lot from the orchard; `lies`: by location, what each day changed."""

    day: date
    grew: tuple[int, int] | None = None
    lies: dict[int, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))
    gone: bool = False


@dataclass
class Box:
    """`of` is its lot, or the lots going in while it is being packed; `trips`: parcel, left on, came back on; `lay`:
    location, came there on, went on. Where a box that is still being packed lies nobody asks.
    """

    of: frozenset[int]
    trips: list[tuple[int, date, date | None]] = field(default_factory=list)
    lay: list[tuple[int, date, date | None]] = field(default_factory=list)

    def comes(self, place: int, on: date) -> None:
        self.lay.append((place, on, None))

    def goes(self, on: date) -> None:
        place, since, _ = self.lay.pop()
        self.lay.append((place, since, on))

    def was_at(self, place: int, first: date, last: date) -> bool:
        return not self.lay or any(
            there == place and since <= last and (until is None or until >= first) for there, since, until in self.lay
        )


@dataclass
class Truth:
    lots: dict[int, Lot] = field(default_factory=dict)
    became: dict[int, list[tuple[int, date, int]]] = field(default_factory=lambda: defaultdict(list))
    boxes: dict[int, Box] = field(default_factory=dict)
    bins: dict[str, list[tuple[int, date, date | None]]] = field(default_factory=lambda: defaultdict(list))
    stood: dict[int, list[tuple[int, date, date | None]]] = field(default_factory=lambda: defaultdict(list))
    fetched: dict[str, list[tuple[int, date]]] = field(default_factory=lambda: defaultdict(list))
    undone: set[int] = field(default_factory=set)
    missing: list[tuple[int, int, date, int]] = field(default_factory=list)

    def born(self, lot: int, day: date, parents: dict[int, int], place: int, weight: int, entry: int) -> None:
        self.lots[lot] = Lot(day)
        self.lots[lot].lies[place].append((day, weight))
        for parent in parents:
            self.became[parent].append((lot, day, entry))

    def changed(self, spot: Spot, day: date, weight: int) -> None:
        self.lots[spot[0]].lies[spot[1]].append((day, weight))

    def children(self, lot: int, since: date | None) -> list[int]:
        return [
            child
            for child, day, entry in self.became[lot]
            if entry not in self.undone and (since is None or day >= since)
        ]

    def tainted(self, start: dict[int, date | None]) -> tuple[set[int], set[int]]:
        """All lots reached, and those of them that are tainted whole and not only since a day."""
        whole = {lot for lot, since in start.items() if since is None}
        waits = [child for lot, since in start.items() for child in self.children(lot, since)]
        while waits:
            lot = waits.pop()
            if lot not in whole:
                whole.add(lot)
                waits += self.children(lot, None)
        return set(start) | whole, whole

    def sources(self, lots: set[int]) -> set[int]:
        up = defaultdict(set)
        for parent, children in self.became.items():
            for child, _, entry in children:
                if entry not in self.undone:
                    up[child].add(parent)
        seen, waits = set(lots), list(lots)
        while waits:
            for parent in up[waits.pop()] - seen:
                seen.add(parent)
                waits.append(parent)
        return seen

    def boxes_of(self, start: dict[int, tuple[date, date] | None], where: Stay | None = None) -> set[int]:
        """Boxes of all lots reached, but those that were away all the while their lot was suspected; with `where` a
        place and days, those that were not there then.
        """
        lots, whole = self.tainted({lot: span and span[0] for lot, span in start.items()})
        return {
            key
            for key, box in self.boxes.items()
            if box.of & whole
            or ((where is None or box.was_at(*where)) and any(not self._away(box, start[lot]) for lot in box.of & lots))
        }

    @staticmethod
    def _away(box: Box, span: tuple[date, date] | None) -> bool:
        if span is None:
            return False
        return any(left < span[0] and (back is None or back > span[1]) for _, left, back in box.trips)

    def in_bin(self, code: str, first: date, last: date) -> dict[int, tuple[date, date]]:
        return {
            lot: (max(first, since), min(last, until or last))
            for lot, since, until in self.bins[code]
            if since <= last and (until is None or until >= first)
        }

    def in_room(self, place: int, first: date, last: date) -> dict[int, tuple[date, date]]:
        """Day by day: what lay there in the morning, or came that day."""
        found = {}
        days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        for key, lot in self.lots.items():
            if lot.gone:
                continue
            moved = lot.lies.get(place, [])
            there = [
                on
                for on in days
                if sum(g for day, g in moved if day < on) > 0 or any(g > 0 for day, g in moved if day == on)
            ]
            if there:
                found[key] = (there[0], there[-1])
        return found

    def on_pallet(self, pallet: int, first: date, last: date) -> set[int]:
        return {box for box, since, until in self.stood[pallet] if since <= last and (until is None or until >= first)}

    def grown_by(self, which: int, key: int, first: date, last: date) -> set[int]:
        """Lots of a household (0) or block (1) picked in these days."""
        return {
            lot
            for lot, one in self.lots.items()
            if one.grew and one.grew[which] == key and first <= one.day <= last and not one.gone
        }

    def after(self, batch: str) -> set[int]:
        """Lots of households that fetched of the batch within the year before they were picked."""
        return {
            lot
            for household, on in self.fetched[batch]
            for lot, one in self.lots.items()
            if one.grew and one.grew[0] == household and 0 <= (one.day - on).days <= 365 and not one.gone
        }
