"""A standard that asks for more than weight, and the slow way to grade by it."""

from lilian.catalog.values import Band, Defect, Limits

ROTTEN = frozenset({Defect.DISEASE, Defect.INSECT})
BANDS = (
    Band("processing", "等外", 0, 200),
    Band("second", "二级", 200, 300, Limits(650, None, ROTTEN, 3, 100)),
    Band("first", "一级", 300, 450, Limits(750, 110, ROTTEN | {Defect.BRUISE}, 2, 100)),
    Band("special", "特级", 450, None, Limits(850, 120, ROTTEN | {Defect.BRUISE}, 1, 50)),
)


def slow_grade(
    bands: tuple[Band, ...], weight_dg: int, diameter: int | None, solids: int | None, defects: set[Defect] | None
) -> str:
    """One fruit, rule by rule; None where the line does not measure."""
    place = max(number for number, band in enumerate(bands) if weight_dg >= 10 * band.low_g)
    while not keeps(bands[place].limits, diameter, solids, defects):
        place -= 1
    return bands[place].grade


def keeps(limits: Limits, diameter: int | None, solids: int | None, defects: set[Defect] | None) -> bool:
    if limits.least_diameter is not None and diameter is not None and diameter < limits.least_diameter:
        return False
    if limits.least_solids is not None and solids is not None and solids < limits.least_solids:
        return False
    if defects is None:
        return True
    return not defects & limits.barred and (limits.most_defects is None or len(defects) <= limits.most_defects)
