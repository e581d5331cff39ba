"""A plan small enough to work out by hand: two lots, three stores, one day too few."""

from datetime import UTC, date, datetime

from lilian.planning.storage import Lot, Problem, Store, Terms, practice, solve
from lilian.storage.papers import LotNote, Paper, StoreNote

TONNE = 1_000_000
PEAR = "玉露香梨"
MADE_AT = datetime(2024, 9, 17, 20, 30, tzinfo=UTC)

TERMS = Terms(
    first_day=date(2024, 9, 18),
    days=2,
    freight_fen_per_tonne_km=90,
    handling_fen_per_tonne=1800,
    road_factor=1.4,
    speed_km_per_h=32,
    delay_fen_per_tonne_hour=250,
    stored_months=4,
    max_temperature_c=1.5,
)


def lot(code: str, lat: float, tonnes: int, harvested: int = 17) -> Lot:
    return Lot(code, lat, 110.9, PEAR, tonnes * TONNE, date(2024, 9, harvested))


def store(code: str, lat: float, free: int, *, intake: int = 100, warm: float = 0.0) -> Store:
    return Store(code, lat, 110.9, free * TONNE, intake * TONNE, frozenset({PEAR}), warm, 5000)


def paper(*, lots: tuple[Lot, ...] = (), stores: tuple[Store, ...] = (), village: str = "梅家庄") -> Paper:
    """Mei's ten tonnes and Qiao's five; Guo's store is near both but holds only ten."""
    given = lots or (lot("P1", 36.60, 10), lot("P2", 36.70, 5, harvested=19))
    cold = stores or (store("K1", 36.65, 10), store("K2", 36.80, 20), store("K3", 36.60, 50, warm=4.0))
    problem = Problem(given, cold, TERMS)
    return Paper(
        problem=problem,
        plan=solve(problem),
        practice=practice(problem),
        made_at=MADE_AT,
        title="旺季入库方案",
        lot_notes={each.code: LotNote(village, f"{village}收购点", "一级") for each in given},
        store_notes={
            each.code: StoreNote(f"{each.code}库", "龙泉镇", 60 * TONNE, 5 * TONNE, "郭师傅") for each in cold
        },
    )
