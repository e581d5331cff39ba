"""What went onto the trees of growers, and who looked at the fruit."""

from collections.abc import Collection
from datetime import date, timedelta

from lilian.trace.queries.sql import day, keys, moment, rows
from lilian.trace.queries.starts import USED_UP_DAYS
from lilian.trace.values import BatchUsed, GrownAt, InputUsed, Inspection

INPUTS = """
SELECT move.household_id, input.name, move.batch, move.day, move.count, input.category, input.interval_days
FROM supplies_move AS move
JOIN catalog_farminput AS input ON input.id = move.farm_input_id
WHERE move.kind = 'hand_out' AND move.household_id IN ({keys}) ORDER BY move.day, move.id
"""
SAMPLES = """
SELECT lot_id, taken_at, occasion, taken_by, taste FROM quality_sample WHERE lot_id IN ({keys}) ORDER BY taken_at, id
"""
SLIPS = """
SELECT slip.lot_id, slip.weighed_at, 'slip', slip.recorded_by, slip.certificate FROM receiving_slip AS slip
WHERE slip.lot_id IN ({keys}) AND NOT EXISTS (SELECT 1 FROM receiving_slipvoid AS void WHERE void.slip_id = slip.id)
ORDER BY slip.weighed_at, slip.id
"""


def inputs(grown: Collection[GrownAt]) -> tuple[InputUsed, ...]:
    """What the growers of this fruit fetched in the year before it was picked; where no day is known, all of it."""
    picked: dict[int, list[GrownAt]] = {}
    for each in grown:
        if each.household_id is not None:
            picked.setdefault(each.household_id, []).append(each)
    found = rows(INPUTS, keys(picked)) if picked else []
    used = (InputUsed(home, name, batch, day(on), *more) for home, name, batch, on, *more in found)
    return tuple(one for one in used if any(_before(one, each) for each in picked[one.household_id]))


def _before(used: InputUsed, grown: GrownAt) -> bool:
    if grown.harvest_date is None:
        return True
    return used.day <= grown.harvest_date <= used.day + timedelta(days=USED_UP_DAYS)


def batches_used(used: Collection[InputUsed], grown: Collection[GrownAt]) -> tuple[BatchUsed, ...]:
    """The same once for each batch: those whose interval is in doubt first, then other pesticides."""
    by_batch: dict[tuple[str, str], list[InputUsed]] = {}
    for one in used:
        by_batch.setdefault((one.name, one.batch), []).append(one)
    found = (
        BatchUsed(
            name=name,
            batch=batch,
            category=some[0].category,
            count=sum(one.count for one in some),
            households=len({one.household_id for one in some}),
            last_day=max(one.day for one in some),
            days_before=days_before(some, grown),
            interval_days=some[0].interval_days,
        )
        for (name, batch), some in by_batch.items()
    )
    return tuple(sorted(found, key=lambda one: (one.kept is not False, one.interval_days is None, one.name, one.batch)))


def days_before(some: Collection[InputUsed], grown: Collection[GrownAt]) -> int | None:
    """Of each picking from the last that was fetched before it; the fewest. None where no day is known."""
    picked: dict[int | None, list[date]] = {}
    for at in grown:
        if at.harvest_date is not None:
            picked.setdefault(at.household_id, []).append(at.harvest_date)
    days = ((on - one.day).days for one in some for on in picked.get(one.household_id, ()) if on >= one.day)
    return min(days, default=None)


def inspections(lot_ids: Collection[int]) -> tuple[Inspection, ...]:
    """Samples of these lots and the slips they came by, the oldest first."""
    if not lot_ids:
        return ()
    asked = keys(lot_ids)
    found = [*rows(SLIPS, asked), *rows(SAMPLES, asked)]
    told = (Inspection(lot_id, moment(at), what, by, note) for lot_id, at, what, by, note in found)
    return tuple(sorted(told, key=lambda one: (one.at, one.lot_id)))
