"""Pure decisions of sorting: grading, tallies, what is posted, whose fruit it was."""

from lilian.sorting.rules.fruit import BIT, Fruit
from lilian.sorting.rules.grading import Graded, Short, graded
from lilian.sorting.rules.packout import InputShare, Move, WeighedMore, by_lot_and_origin, moved, output_grams
from lilian.sorting.rules.tally import (
    BIN_G,
    Tally,
    Verdict,
    against_machine,
    by_bin,
    by_grade,
    by_mark,
    counted,
    verdicts,
)

__all__ = [
    "BIN_G",
    "BIT",
    "Fruit",
    "Graded",
    "InputShare",
    "Move",
    "Short",
    "Tally",
    "Verdict",
    "WeighedMore",
    "against_machine",
    "by_bin",
    "by_grade",
    "by_lot_and_origin",
    "by_mark",
    "counted",
    "graded",
    "moved",
    "output_grams",
    "verdicts",
]
