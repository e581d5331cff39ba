"""How much a single box may lack of the net weight on its label, by law: a table, not a formula.

Source: 定量包装商品计量监督管理办法 (measures for the metrology of prepackaged goods of fixed content), annex 3,
read in November 2026 in a public copy (shkps.cn, fagui/89423); JJF 1070 (2023) tests by it. Equal to the German
Fertigpackungsverordnung, section 9, up to 10 kg. The average of a batch must not lie below its label at all, which
`Problem.ahead_g` sees to.
"""

from typing import NamedTuple


class Band(NamedTuple):
    """Labels above `above_g` and up to `up_to_g`: `per_mille` of the label, or `flat_mg`."""

    above_g: int
    up_to_g: int
    per_mille: int
    flat_mg: int


BANDS = (
    Band(0, 50, 90, 0),
    Band(50, 100, 0, 4_500),
    Band(100, 200, 45, 0),
    Band(200, 300, 0, 9_000),
    Band(300, 500, 30, 0),
    Band(500, 1_000, 0, 15_000),
    Band(1_000, 10_000, 15, 0),
    Band(10_000, 15_000, 0, 150_000),
    Band(15_000, 50_000, 10, 0),
)


def allowed_shortage_g(label_g: int) -> int:
    """Whole grams, rounded down, for `PackSpec.shortage_g`; 0 beyond the table."""
    for band in BANDS:
        if band.above_g < label_g <= band.up_to_g:
            return (label_g * band.per_mille + band.flat_mg) // 1000
    return 0
