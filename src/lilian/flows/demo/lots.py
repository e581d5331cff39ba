"""One peak's lots: 640 of them, 3,800 tonnes, ready over three days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Any

LOTS = 640
TOTAL_G = 3_800_000_000
STEP_G = 5_000  # ten jin, as scales at a collection point are read
GRADES, GRADE_WEIGHTS = ("特级", "一级", "二级"), (1, 5, 4)


@dataclass(frozen=True)
class DemoLot:
    """`point` is the code of its collection point."""

    code: str
    point: str
    organisation: str
    variety: str
    grade: str
    weight_g: int
    harvest_date: date
    ready_time: time


def demo_lots(random: Random, points: list[dict[str, Any]], first_day: date) -> Iterator[DemoLot]:
    """Lots at the given rows of collection points, harvested from the day before `first_day` on."""
    for number, weight_g in enumerate(_weights_g(random), 1):
        point = random.choice(points)
        yield DemoLot(
            code=f"P{first_day:%y%m%d}-{number:04d}",
            point=point["code"],
            organisation=point["organisation"],
            variety="酥梨" if random.random() < 0.12 else "玉露香梨",
            grade=random.choices(GRADES, GRADE_WEIGHTS)[0],
            weight_g=weight_g,
            harvest_date=first_day + timedelta(days=random.choice((-1, 0, 0, 1, 1, 2))),
            ready_time=time(random.randrange(10, 19)),
        )


def _weights_g(random: Random) -> list[int]:
    """Many small lots, few large ones; together exactly the total."""
    raw = [random.lognormvariate(0, 0.7) for _ in range(LOTS)]
    weights = [max(1, round(TOTAL_G * one / sum(raw) / STEP_G)) * STEP_G for one in raw]
    weights[weights.index(max(weights))] += TOTAL_G - sum(weights)
    return weights
