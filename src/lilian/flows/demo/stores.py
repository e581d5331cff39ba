"""62 cold stores with about 150 rooms, of the sizes a county has."""

from dataclasses import dataclass
from random import Random

TONNE = 1_000_000
LITRES_PER_TONNE = 8_690  # what the county's stores declare: 1,000 m³ for 115 t
ROOM_TONNES = (25, 30, 35, 40, 45, 50, 60, 75, 90, 110)
ROOM_WEIGHTS = (5, 8, 8, 7, 6, 5, 4, 3, 2, 1)
ROOMS_OF_STORE = (1, 2, 2, 2, 3, 3, 4)


@dataclass(frozen=True)
class DemoRoom:
    """`filled` is the share of its capacity taken at the start of the peak."""

    code: str
    capacity_g: int
    volume_l: int
    filled: float


@dataclass(frozen=True)
class DemoStore:
    """Code and place are those of the place row; fee in fen per tonne and month."""

    code: str
    owner: str
    accepts: tuple[str, ...]
    intake_g_per_day: int
    fee_fen_per_tonne_month: int
    temperature_c: float
    rooms: tuple[DemoRoom, ...]


def demo_stores(random: Random, owners: list[str]) -> list[DemoStore]:
    return [_store(random, f"K{number:03d}", owner) for number, owner in enumerate(owners, 1)]


def _store(random: Random, code: str, owner: str) -> DemoStore:
    rooms = tuple(_room(random, str(number)) for number in range(1, random.choice(ROOMS_OF_STORE) + 1))
    capacity_g = sum(room.capacity_g for room in rooms)
    return DemoStore(
        code=code,
        owner=owner,
        accepts=("玉露香梨",) if random.random() < 0.2 else ("玉露香梨", "酥梨"),
        intake_g_per_day=max(10, round(capacity_g / TONNE * random.uniform(0.2, 0.35))) * TONNE,
        fee_fen_per_tonne_month=random.choice((40, 45, 50, 50, 60, 70)) * 100,
        temperature_c=2.5 if random.random() < 0.04 else round(random.uniform(-0.5, 0.4), 1),
        rooms=rooms,
    )


def _room(random: Random, code: str) -> DemoRoom:
    tonnes = random.choices(ROOM_TONNES, ROOM_WEIGHTS)[0]
    filled = min(0.97, max(0.03, random.gauss(0.42, 0.18)))
    return DemoRoom(f"{code}号库", tonnes * TONNE, tonnes * LITRES_PER_TONNE, filled)
