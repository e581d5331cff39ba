"""A line's shift played with given fruit, by three ways of choosing which fruit goes into which box."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lilian.packing.values import PolicyReport, SpecFigures, Way
from lilian.planning.packing import PackSpec, practice
from lilian.planning.packing.learning import ours
from lilian.planning.packing.prices import myopic
from lilian.planning.packing.simulator import Line, Policy, simulate

HEADS, MOST_HEADS = 16, 20  # a combination weigher of the usual size; a box of more fruit takes more heads
BOXES, LEARNED = 200, 200


@dataclass(frozen=True)
class Game:
    """Fruit (n,) drawn from what was weighed, in whole grams: what prices are learned from, and what is then packed."""

    line: Line
    past: np.ndarray
    shift: np.ndarray


def game(figures: SpecFigures, fruit_g: Sequence[int], seed: int) -> Game:
    """Drawn with replacement: some hundred weighed fruit stand for a shift. No box may be below its label."""
    spec = PackSpec(figures.label_g, figures.least_count, figures.most_count)
    line = Line(spec, heads=HEADS if spec.most_count <= HEADS else MOST_HEADS)
    random, weighed = np.random.default_rng(seed), np.array(fruit_g, np.int64)
    a_box = min(spec.most_count, max(spec.least_count, round(spec.label_g / float(weighed.mean()))))
    past = random.choice(weighed, LEARNED * a_box)
    return Game(line, past, random.choice(weighed, BOXES * a_box + line.heads))


def played(made: Game, tell: Callable[[int], None]) -> list[PolicyReport]:
    """Every way with the same fruit, ours last; `tell` is called with how many are done."""
    ways: list[tuple[Way, Callable[[], tuple[Line, Policy]]]] = [
        (Way.PRACTICE, lambda: (made.line, practice)),
        (Way.EXACT, lambda: (made.line, myopic)),
        (Way.OURS, lambda: ours(made.line, made.past)),
    ]
    found = []
    for done, (way, prepared) in enumerate(ways):
        tell(done)
        line, policy = prepared()
        report = simulate(line, made.shift, policy)
        found.append(PolicyReport(way, report.boxes, report.give_away_g, report.packed, report.diverted))
    return found
