"""The season's own books: what every act that was not refused did to the goods, without a look at the journal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lilian.stock.values import LocationKind

Spot = tuple[int, int]  # lot, location
Gone = tuple[int, LocationKind]  # variety, where it came from or went to that is nowhere


@dataclass
class Change:
    """Grams that come (positive) or leave, at real spots; what they do not sum to zero with is `elsewhere`."""

    at: Counter[Spot]
    elsewhere: LocationKind | None = None


@dataclass
class Books:
    """`lies` by lot and location, `gone` by variety and nowhere; `undo` what each entry did, to be taken back."""

    lies: Counter[Spot] = field(default_factory=Counter)
    gone: Counter[Gone] = field(default_factory=Counter)
    variety: dict[int, int] = field(default_factory=dict)
    owner: dict[int, int] = field(default_factory=dict)
    grade: dict[int, str] = field(default_factory=dict)
    sold: Counter[int] = field(default_factory=Counter)
    undo: dict[int, Change] = field(default_factory=dict)

    def born(self, lot: int, variety: int, owner: int, grade: str = "") -> None:
        self.variety[lot], self.owner[lot], self.grade[lot] = variety, owner, grade

    def post(self, entry: int, at: Counter[Spot], elsewhere: LocationKind | None = None) -> None:
        """What an entry did; everything in it is of one variety."""
        change = Change(at, elsewhere)
        self._apply(change, 1)
        self.undo[entry] = change

    def take_back(self, entry: int) -> None:
        self._apply(self.undo.pop(entry), -1)

    def _apply(self, change: Change, sign: int) -> None:
        for spot, weight_g in change.at.items():
            self.lies[spot] += sign * weight_g
            if change.elsewhere is LocationKind.SOLD:
                self.sold[spot[0]] -= sign * weight_g
        rest_g = sign * sum(change.at.values())
        if rest_g:
            assert change.elsewhere is not None, "fruit came from or went to a place that nobody named"
            (variety,) = {self.variety[lot] for lot, _ in change.at}
            self.gone[variety, change.elsewhere] -= rest_g

    def at(self, places: Iterable[int], grades: Iterable[str] | None = None) -> list[Spot]:
        """Where something lies, of these places and grades; in one order."""
        wanted, grades = set(places), None if grades is None else set(grades)
        return sorted(
            spot
            for spot, weight_g in self.lies.items()
            if weight_g > 0 and spot[1] in wanted and (grades is None or self.grade[spot[0]] in grades)
        )

    def on_hand(self) -> Counter[int]:
        """Grams by variety."""
        found: Counter[int] = Counter()
        for (lot, _), weight_g in self.lies.items():
            found[self.variety[lot]] += weight_g
        return found
