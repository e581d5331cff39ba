"""A thousand contaminations of two lived seasons: a trace tells all of what really happened, and nothing else."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from lilian.packing.models import Box as BoxRow
from lilian.packing.values import batch_code, pallet_code
from lilian.parcels.values import parcel_code
from lilian.stock.models import Location
from lilian.stock.models import Lot as LotRow
from lilian.trace import queries
from lilian.trace.queries import boxes, lots, starts
from lilian.trace.values import GapKind, Start, StartKind
from tests.tracing.county import DAYS, SEASONS, County, noon

CONTAMINATIONS = 1_000
Found = tuple[set[int], set[int], set[int], set[int]]  # lots forward, boxes, parcels, lots back


@pytest.fixture
def county(db: None) -> County:
    return County().live()


def span(draw: random.Random) -> tuple[date, date]:
    first = draw.choice(SEASONS) + timedelta(days=draw.randrange(DAYS))
    return first, first + timedelta(days=draw.randrange(6))


def contamination(county: County, draw: random.Random) -> tuple[Start, dict[int, tuple[date, date] | None], set[int]]:
    """A start, and what it really is: lots (with the days they were suspected) or single boxes."""
    truth, (first, last) = county.truth, span(draw)
    within = {"since": noon(first, 0), "until": noon(last, 15)}
    kind = draw.choice([each for each in StartKind if each not in (StartKind.BATCH, StartKind.LINE, StartKind.SAMPLE)])
    if kind is StartKind.LOT:
        lot = draw.choice(sorted(truth.lots))
        return Start(kind, LotRow.objects.get(pk=lot).code), {lot: None}, set()
    if kind is StartKind.BOX:
        box = draw.choice(sorted(truth.boxes))
        return Start(kind, BoxRow.objects.get(pk=box).code), {}, {box}
    if kind is StartKind.PARCEL:
        trips = sorted({trip[0] for box in truth.boxes.values() for trip in box.trips})
        parcel = draw.choice(trips)
        inside = {key for key, box in truth.boxes.items() if parcel in {trip[0] for trip in box.trips}}
        return Start(kind, parcel_code(parcel)), {}, inside
    if kind is StartKind.PALLET:
        pallet = draw.choice(county.pallets)
        return Start(kind, pallet_code(pallet), **within), {}, truth.on_pallet(pallet, first, last)
    if kind is StartKind.BIN:
        code = draw.choice(county.bins).code
        return Start(kind, code, **within), dict(truth.in_bin(code, first, last)), set()
    if kind is StartKind.ROOM:
        place = draw.choice([county.goods.room, county.goods.far_room, county.goods.point, county.goods.line])
        code = Location.objects.get(pk=place).code
        return Start(kind, code, **within), dict(truth.in_room(place, first, last)), set()
    if kind is StartKind.SUPPLIES:
        batch = draw.choice(sorted(truth.fetched))
        return Start(kind, batch), dict.fromkeys(truth.after(batch)), set()
    which = 0 if kind is StartKind.HOUSEHOLD else 1
    number = draw.randrange(len(county.homes))
    code = f"H-{number}" if which == 0 else f"DK-{number}"
    return (
        Start(kind, code, **within),
        dict.fromkeys(truth.grown_by(which, county.homes[number][which], first, last)),
        set(),
    )


def really(county: County, start: dict[int, tuple[date, date] | None], boxes: set[int]) -> Found:
    truth = county.truth
    lots, _ = truth.tainted({lot: days and days[0] for lot, days in start.items()})
    inside = (truth.boxes_of(start) if start else set()) | boxes
    parcels = {trip[0] for box in inside for trip in truth.boxes[box].trips}
    of = {lot for box in boxes for lot in truth.boxes[box].of}
    return lots, inside, parcels, truth.sources(set(start) | of)


def told(start: Start) -> Found:
    seeds = queries.seeds(start)
    onward, backward = queries.forward(seeds), queries.back(seeds)
    parcels = {stay.holder_id for stay in onward.loaded}
    return set(onward.lots.lot_ids), {box.box_id for box in onward.boxes}, parcels, set(backward.lots.lot_ids)


def wrong(county: County, count: int) -> Iterator[tuple[Start, Found, Found]]:
    draw = random.Random(7)
    for _ in range(count):
        start, lots, boxes = contamination(county, draw)
        answer, truth = told(start), really(county, lots, boxes)
        if answer != truth:
            yield start, answer, truth


def test_a_thousand_contaminations_are_told_complete_and_precise(county: County) -> None:
    assert len(county.truth.lots) > 200
    assert len(county.truth.boxes) > 100
    assert county.truth.undone
    assert list(wrong(county, CONTAMINATIONS)) == []


def test_what_nobody_wrote_down_is_told_with_place_and_time(county: County) -> None:
    assert county.truth.missing
    gaps = queries.gaps(list(county.truth.lots), [], now=noon(county.today + timedelta(days=1)))
    counted = [gap for gap in gaps if gap.kind is GapKind.COUNT]
    names = dict(Location.objects.values_list("pk", "name"))
    assert len(counted) == len(county.truth.missing)
    for lot, place, on, lacks in county.truth.missing:
        assert any(
            gap.lot_id == lot and gap.place == names[place] and gap.weight_g == lacks
            and gap.since <= noon(on) <= gap.until
            for gap in counted
        )  # fmt: skip
    still_open = {gap.about for gap in gaps if gap.kind is GapKind.PACKING}
    assert still_open == {
        batch_code(BoxRow.objects.get(pk=key).packing_id)
        for key, box in county.truth.boxes.items()
        if BoxRow.objects.filter(pk=key, packing__closing__isnull=True).exists() and box.of
    }


def test_every_lot_balances_but_those_something_is_missing_of(county: County) -> None:
    found = queries.balances(list(county.truth.lots))
    lacks: dict[int, int] = {}
    for lot, _, _, grams in county.truth.missing:
        lacks[lot] = lacks.get(lot, 0) + grams
    assert {one.lot_id: one.unexplained_g for one in found if one.unexplained_g} == lacks
    assert len(found) == len([lot for lot in county.truth.lots.values() if not lot.gone])


# What a careless trace would do; each must be found out.
MUTANTS = {
    "what was taken back is followed": (
        lots,
        "FORWARD",
        lambda was: was.replace("step.entry_id) IS NULL", "step.entry_id) IS NULL OR 1 = 1"),
    ),
    "no windows": (lots, "FORWARD", lambda was: was.replace("reached.since IS NULL", "1 = 1")),
    "boxes long gone are called back": (boxes, "away", lambda was: lambda *told: set()),
    "a bin is never emptied": (starts, "IN_BIN", lambda was: was.replace("emptying.at IS NULL OR", "1 = 1 OR")),
    "a pallet is never unloaded": (starts, "ON_PALLET", lambda was: was.replace("until IS NULL OR", "1 = 1 OR")),
    "a batch lasts for ever": (starts, "USED_UP_DAYS", lambda was: 9_000),
    "what is still being packed is left out": (
        boxes,
        "OF_OPEN",
        lambda was: was.replace("WHERE box.packing_id", "WHERE 1 = 2 AND box.packing_id"),
    ),
}


def test_a_careless_trace_is_found_out(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = []
    for name, (module, what, mutated) in MUTANTS.items():
        with monkeypatch.context() as mutant:
            mutant.setattr(module, what, mutated(getattr(module, what)))
            if next(wrong(county, CONTAMINATIONS), None) is None:
                unseen.append(name)
    assert unseen == []
