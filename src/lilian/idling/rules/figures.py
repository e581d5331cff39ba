"""What plans count with where nobody set otherwise: data with a source and a date, shipped in figures.json."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import msgspec

from lilian.planning.consolidation import EnergyModel, Prior


@dataclass(frozen=True)
class RoomClass:
    """Rooms below so many tonnes: what is known of their energy before any reading, in the units of `EnergyModel`."""

    name: str
    below_tonnes: int
    model: tuple[int, int, int, int]
    errors: tuple[int, int, int, int]
    scatter_percent: int

    @property
    def prior(self) -> Prior:
        return Prior(EnergyModel(*self.model), EnergyModel(*self.errors), self.scatter_percent)


@dataclass(frozen=True)
class Figures:
    """`keeps_months`: by variety, '' any other. `outside_c`: the average of each month from January on."""

    note: str
    source: str
    date: date
    months: int
    fen_per_kwh: int
    start_fen: int
    stop_fen: int
    loss_per_mille: int
    value_fen_per_tonne: int
    missing_fen_per_tonne: int
    idle_months: int
    nearest_stores: int
    keeps_months: dict[str, int]
    outside_c: tuple[float, ...]
    classes: tuple[RoomClass, ...]

    def keeps(self, variety: str) -> int:
        return self.keeps_months.get(variety, self.keeps_months[""])


SHIPPED = msgspec.json.decode((files("lilian.idling") / "figures.json").read_bytes(), type=Figures)
