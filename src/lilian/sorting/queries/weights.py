"""What the fruit of a grade weighed, fruit by fruit, as a line measured it."""

import io
from dataclasses import dataclass

import numpy as np
from django.db.models import Sum

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.kernel.refusal import NotFound
from lilian.sorting.models import FruitData, Tally
from lilian.sorting.queries.runs import RunCard, cards, runs

RUNS = 5


@dataclass(frozen=True)
class MeasuredGrade:
    """So many fruit of one grade that a run's line measured."""

    run: RunCard
    grade: str
    name: str
    fruit: int


def measured_grades(actor: Actor, *, newest: int = RUNS) -> list[MeasuredGrade]:
    """Of the newest runs with line data within reach; within a run what there is most of first."""
    found = []
    for card in cards(runs(actor).filter(files__isnull=False).distinct().order_by("-pk")[:newest]):
        names = {band.grade: band.name for band in catalog.version(card.standard_id).bands}
        counted = Tally.objects.filter(file__run=card.run_id).values_list("grade").annotate(n=Sum("fruit"))
        rows = sorted(counted.order_by(), key=lambda row: (-row[1], row[0]))
        found += [MeasuredGrade(card, grade, names.get(grade, grade), count) for grade, count in rows]
    return found


def weights_g(actor: Actor, run_id: int, grade: str, most: int) -> tuple[int, ...]:
    """Whole grams of at most so many fruit, spread evenly over the run.

    :raises NotFound: if the actor may not see the run
    """
    if not runs(actor).filter(pk=run_id).exists():
        raise NotFound()
    parts = [_of_grade(bytes(row.columns), grade) for row in FruitData.objects.filter(file__run=run_id).order_by("pk")]
    weighed = np.concatenate([np.zeros(0, np.int64), *parts])
    step = max(1, -(-len(weighed) // most))
    return tuple(int(dg + 5) // 10 for dg in weighed[::step])


def _of_grade(columns: bytes, grade: str) -> np.ndarray:
    """0.1 g of each fruit of the grade in one file."""
    with np.load(io.BytesIO(columns)) as kept:
        index = kept["grades"].tolist().index(grade) if grade in kept["grades"].tolist() else -1
        weights: np.ndarray = kept["weight"][kept["graded"] == index].astype(np.int64)
    return weights
