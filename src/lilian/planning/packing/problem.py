"""What is asked: fruit that waits on heads, boxes that stand open, what a box must be, and what waiting is worth."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

HEADS_LIMIT = 20  # every subset is looked at
PAIR = 2  # beyond so many open boxes only FEW_HEADS may hold fruit
FEW_HEADS = 6
BOXES_LIMIT = 32
WEIGHT_LIMIT = 1 << 20  # grams on a head or in a box
PRICE_LIMIT = 1 << 40  # mg
FORBIDDEN = 1 << 50  # in an outlook: a box may not be left like this


class BadProblem(Invalid):
    code = "planning.bad_packing_problem"
    sentence = gettext_noop("装箱问题的数据不对：{field} {fault}。")


@dataclass(frozen=True)
class PackSpec:
    """A pack specification: `label_g` net weight on the label, `least_count` ... `most_count` fruit a box, and
    `shortage_g` that a single box may lack of its label as long as the batch does not.

    :raises BadProblem: if the figures make no box
    """

    label_g: int
    least_count: int
    most_count: int
    shortage_g: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.label_g < WEIGHT_LIMIT or not 0 <= self.shortage_g < self.label_g:
            raise BadProblem(field="label_g", fault="or shortage_g is no weight of a box")
        if not 1 <= self.least_count <= self.most_count < WEIGHT_LIMIT:
            raise BadProblem(field="least_count", fault="is 0, or above most_count")


@dataclass(frozen=True, eq=False)
class Problem:
    """n heads with fruit, b open boxes; one decision. Weights in grams, prices in mg of give-away, all whole.

    `weight_g` (n,) >= 1 on each head, `pieces` (n,) fruit on it (1), `waited` (n,) decisions it has waited (0); after
    `oldest` of them it must go into a box or be diverted. Where there are fruit enough for a box and no fruit goes into
    one, at least one is diverted, so that something moves.

    `held_count`, `held_g` (b,): what is in each open box (one empty box). `ahead_g`: what the batch so far weighs above
    its labels; only that, in equal parts for the open boxes, may be used up by boxes below their label.

    `keep_mg` (n,), of either sign: what it is worth to keep a head's fruit for a later box. `divert_mg` (n,) >= 0:
    what it costs to divert it. `unclosed_mg` >= 0: what it costs to leave a box open. Not given: 0, and a whole label
    each, so that a box is closed wherever one can be.

    `outlook_mg` (most_count + 1, label_g + 1), >= 0: what a box left open with so many fruit and so many grams missing
    will cost; past the label every gram costs 1000 more; `FORBIDDEN` where it could not be closed. Without it a box is
    filled at once or not at all (a combination weigher); with it fruit by fruit (drop lanes).

    :raises BadProblem: if a shape, a sign or a size is wrong
    """

    spec: PackSpec
    weight_g: Any
    pieces: Any = None
    waited: Any = None
    oldest: int = 1 << 30
    held_count: Any = None
    held_g: Any = None
    ahead_g: int = 0
    keep_mg: Any = None
    divert_mg: Any = None
    unclosed_mg: Any = None
    outlook_mg: Any = None

    def __post_init__(self) -> None:
        n, whole_label = len(self.weight_g), 1000 * self.spec.label_g
        boxes = 1 if self.held_count is None else len(self.held_count)
        given = {
            "weight_g": numbers(self.weight_g, "weight_g", n, 0, 1, WEIGHT_LIMIT),
            "pieces": numbers(self.pieces, "pieces", n, 1, 1, WEIGHT_LIMIT),
            "waited": numbers(self.waited, "waited", n, 0, 0, PRICE_LIMIT),
            "held_count": numbers(self.held_count, "held_count", boxes, 0, 0, self.spec.most_count + 1),
            "held_g": numbers(self.held_g, "held_g", boxes, 0, 0, WEIGHT_LIMIT),
            "keep_mg": numbers(self.keep_mg, "keep_mg", n, 0, -PRICE_LIMIT, PRICE_LIMIT),
            "divert_mg": numbers(self.divert_mg, "divert_mg", n, whole_label, 0, PRICE_LIMIT),
            "unclosed_mg": whole_label if self.unclosed_mg is None else self.unclosed_mg,
            "outlook_mg": None if self.outlook_mg is None else outlook(self.outlook_mg, self.spec),
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)
        check_sizes(self)

    @property
    def least_g(self) -> int:
        """What a box must weigh to be closed now."""
        return self.spec.label_g - min(self.spec.shortage_g, max(0, self.ahead_g) // max(1, len(self.held_g)))


def check_sizes(problem: Problem) -> None:
    heads, boxes = len(problem.weight_g), len(problem.held_g)
    if boxes > BOXES_LIMIT or heads > (HEADS_LIMIT if boxes <= PAIR else FEW_HEADS):
        raise BadProblem(field="weight_g", fault=f"has {heads} heads for {boxes} open boxes: too many to try all")
    if problem.oldest < 0 or not 0 <= problem.unclosed_mg < PRICE_LIMIT:
        raise BadProblem(field="unclosed_mg", fault="or oldest is negative, or too large")


def numbers(values: Any, name: str, length: int, default: int, least: int, below: int) -> Ints:
    """(length,) int64 within least ... below; `default` where nothing is given; floats are refused, not rounded."""
    array = np.full(length, default) if values is None else np.asarray(values)
    if array.shape != (length,) or (length and not np.issubdtype(array.dtype, np.integer)):
        raise BadProblem(field=name, fault=f"must be {length} whole numbers")
    if length and not least <= int(array.min()) <= int(array.max()) < below:
        raise BadProblem(field=name, fault=f"must lie in {least} ... {below - 1}")
    return array.astype(np.int64)


def outlook(values: Any, spec: PackSpec) -> Ints:
    array, shape = np.asarray(values), (spec.most_count + 1, spec.label_g + 1)
    if array.shape != shape or not np.issubdtype(array.dtype, np.integer):
        raise BadProblem(field="outlook_mg", fault=f"must be whole numbers, {shape}")
    if int(array.min()) < 0 or ((array >= PRICE_LIMIT) & (array != FORBIDDEN)).any():
        raise BadProblem(field="outlook_mg", fault="is negative or too large")
    return array.astype(np.int64)
