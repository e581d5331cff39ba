"""A line's shift, decision by decision: fruit comes, heads fill, a policy decides, boxes close; what was given away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import process_time

import numpy as np

from lilian.planning.packing.plan import DIVERTED, STAYS, Plan
from lilian.planning.packing.problem import FORBIDDEN, Ints, PackSpec, Problem

Policy = Callable[[Problem], Plan]  # the heads and open boxes as they are, without prices, to a decision


@dataclass(frozen=True)
class Line:
    """`heads` with `pieces` fruit each, `boxes` open at once; after `oldest` decisions fruit must leave its head.

    `partly`: fruit may be dropped into a box that stays open; otherwise a box is filled at once.
    """

    spec: PackSpec
    heads: int = 16
    pieces: int = 1
    boxes: int = 1
    oldest: int = 20
    partly: bool = False


@dataclass
class Report:
    """One line's shift. `waited`: decisions that fruit had waited when it went into a box, by how often.
    `give_away_g` above the labels of all boxes, `short`: boxes below theirs, `seconds` of processor time, the
    simulator's own included."""

    line: str = ""
    shift: str = ""
    label_g: int = 0
    boxes: int = 0
    packed: int = 0
    diverted: int = 0
    give_away_g: int = 0
    short: int = 0
    decisions: int = 0
    seconds: float = 0.0
    waited: dict[int, int] = field(default_factory=dict)

    @property
    def give_away_a_box_g(self) -> float:
        return self.give_away_g / max(1, self.boxes)

    @property
    def give_away_share(self) -> float:
        """Of the label's weight."""
        return self.give_away_g / max(1, self.boxes * self.label_g)

    @property
    def diverted_share(self) -> float:
        """Of all fruit that left the heads."""
        return self.diverted / max(1, self.packed + self.diverted)

    @property
    def ms_a_decision(self) -> float:
        return 1000 * self.seconds / max(1, self.decisions)

    def waited_at(self, share: float) -> int:
        """Decisions that this share of the packed fruit waited at most."""
        passed, wanted = 0, share * sum(self.waited.values())
        for age, count in sorted(self.waited.items()):
            passed += count
            if passed >= wanted:
                return age
        return 0


def simulate(line: Line, fruit: Ints, policy: Policy, *, name: str = "", shift: str = "") -> Report:
    """Run until the fruit (n,) in grams does not fill the heads any more, or nothing moves."""
    state, begun = Heads(line, fruit), process_time()
    report = Report(name, shift, line.spec.label_g)
    while state.full:
        problem = state.problem(ahead_g=report.give_away_g)
        plan = policy(problem)
        report.decisions += 1
        if (plan.box == STAYS).all():
            break
        state.follow(plan, report)
    report.seconds = process_time() - begun
    return report


class Heads:
    """What is on the heads and in the open boxes; `coming`: how much of the fruit has come."""

    def __init__(self, line: Line, fruit: Ints) -> None:
        self.line = line
        whole = len(fruit) // line.pieces * line.pieces
        self.fruit = fruit[:whole].reshape(-1, line.pieces).sum(axis=1)
        self.coming = line.heads
        self.weight, self.waited = self.fruit[: line.heads].copy(), np.zeros(line.heads, np.int64)
        self.held_count, self.held_g = np.zeros(line.boxes, np.int64), np.zeros(line.boxes, np.int64)
        self.outlook = no_outlook(line.spec) if line.partly else None

    @property
    def full(self) -> bool:
        """Whether every head could be filled again, whatever leaves."""
        return self.coming + self.line.heads <= len(self.fruit)

    def problem(self, ahead_g: int) -> Problem:
        pieces = np.full(self.line.heads, self.line.pieces)
        return Problem(
            self.line.spec,
            self.weight,
            pieces,
            self.waited,
            self.line.oldest,
            self.held_count,
            self.held_g,
            ahead_g,
            outlook_mg=self.outlook,
        )

    def follow(self, plan: Plan, report: Report) -> None:
        """Fruit moves, full boxes leave, heads fill again."""
        report.diverted += int((plan.box == DIVERTED).sum()) * self.line.pieces
        report.packed += int((plan.box >= 0).sum()) * self.line.pieces
        for age in self.waited[plan.box >= 0].tolist():
            report.waited[age] = report.waited.get(age, 0) + self.line.pieces
        np.add.at(self.held_g, plan.box[plan.box >= 0], self.weight[plan.box >= 0])
        np.add.at(self.held_count, plan.box[plan.box >= 0], self.line.pieces)
        full = plan.closed == 1
        over = self.held_g[full] - self.line.spec.label_g
        report.boxes += int(full.sum())
        report.give_away_g += int(over.sum())
        report.short += int((over < 0).sum())
        self.held_g[full] = self.held_count[full] = 0
        left = plan.box != STAYS
        self.waited = np.where(left, 0, self.waited + 1)
        arriving = int(left.sum())
        self.weight[left] = self.fruit[self.coming : self.coming + arriving]
        self.coming += arriving


def no_outlook(spec: PackSpec) -> Ints:
    """All boxes left open are worth the same, as long as there is a place for another fruit."""
    worth = np.zeros((spec.most_count + 1, spec.label_g + 1), np.int64)
    worth[spec.most_count] = FORBIDDEN
    return worth


def together(reports: list[Report], *, line: str = "", shift: str = "") -> Report:
    """Several shifts or lines as one."""
    whole = Report(line, shift, reports[0].label_g)
    for report in reports:
        for name in ("boxes", "packed", "diverted", "give_away_g", "short", "decisions", "seconds"):
            setattr(whole, name, getattr(whole, name) + getattr(report, name))
        for age, count in report.waited.items():
            whole.waited[age] = whole.waited.get(age, 0) + count
    return whole
