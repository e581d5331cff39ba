"""A thousand contaminations of two lived seasons: a trace tells all of what really happened, and nothing else."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from lilian.packing.models import Box as BoxRow
from lilian.packing.values import batch_code, pallet_code
from lilian.parcels.values import parcel_code
from lilian.stock.models import Location
from lilian.stock.models import Lot as LotRow
from lilian.trace import actions, queries
from lilian.trace.queries import boxes, lots, places, starts
from lilian.trace.values import BoxStanding, Exposure, GapKind, ParcelSeen, RecallDraft, Seeds, Start, StartKind
from tests.prepared import standing
from tests.tracing.county import DAYS, SEASONS, County, noon
from tests.tracing.truth import Stay

CONTAMINATIONS, ROOMS = 1_000, 12
Found = tuple[set[int], set[int], set[int], set[int]]  # lots forward, boxes, parcels, lots back


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """Lived once for the module, taken back at its end."""
    with standing(django_db_blocker):
        yield County().live()


@pytest.fixture
def county(lived: County, db: None) -> County:
    """What a test writes goes with it."""
    return lived


def span(draw: random.Random) -> tuple[date, date]:
    first = draw.choice(SEASONS) + timedelta(days=draw.randrange(DAYS))
    return first, first + timedelta(days=draw.randrange(6))


Contamination = tuple[Start, dict[int, tuple[date, date] | None], set[int]]


def contamination(county: County, draw: random.Random) -> Contamination:
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
        return a_room(county, draw.choice(list(county.places)), first, last)
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


def a_room(county: County, place: int, first: date, last: date) -> Contamination:
    """Some of a lot lay there in these days; of boxes, those that lay there themselves."""
    found = Start(StartKind.ROOM, Location.objects.get(pk=place).code, since=noon(first, 0), until=noon(last, 15))
    return found, dict(county.truth.in_room(place, first, last)), set()


def where(county: County, start: Start) -> Stay | None:
    if start.kind is not StartKind.ROOM or start.since is None or start.until is None:
        return None
    return Location.objects.get(code=start.code).pk, start.since.date(), start.until.date()


def really(county: County, began: Start, start: dict[int, tuple[date, date] | None], boxes: set[int]) -> Found:
    truth = county.truth
    lots, _ = truth.tainted({lot: days and days[0] for lot, days in start.items()})
    inside = (truth.boxes_of(start, where(county, began)) if start else set()) | boxes
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
        answer, truth = told(start), really(county, start, lots, boxes)
        if answer != truth:
            yield start, answer, truth


def test_a_thousand_contaminations_are_told_complete_and_precise(county: County) -> None:
    assert len(county.truth.lots) > 200
    assert len(county.truth.boxes) > 100
    assert county.truth.undone
    assert list(wrong(county, CONTAMINATIONS)) == []
    _a_recall_counts_what_a_trace_lists(county)


def _a_recall_counts_what_a_trace_lists(county: County) -> None:
    draw = random.Random(5)
    for _ in range(40):
        seeds = queries.seeds(contamination(county, draw)[0])
        onward, reached = queries.forward(seeds), queries.extent(seeds)
        assert reached == onward.extent
        spread = queries.spread(reached)
        assert queries.whereabouts(reached) == spread.whereabouts
        assert spread.whereabouts.boxes == len(onward.boxes)
        assert sum(one.boxes for one in spread.holders) == sum(stay.is_there for stay in onward.loaded)
        parcels = [(one.name, one.phone, set(one.parcel_ids)) for one in spread.holders]
        assert sorted(parcels) == sorted(_by_whom(queries.parcels(s.holder_id for s in onward.loaded if s.is_there)))
    every = Seeds(tuple(Exposure(lot) for lot in county.truth.lots))
    assert [queries.extent(every, most=most).cut_off for most in (1, 9_000)] == [True, False]


def _by_whom(parcels: dict[int, ParcelSeen]) -> list[tuple[str, str, set[int]]]:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in parcels.values():
        found[one.receiver, one.phone].add(one.parcel_id)
    return [(*whom, keys) for whom, keys in found.items()]


def test_what_nobody_wrote_down_is_told_with_place_and_time_and_all_else_balances(county: County) -> None:
    assert county.truth.missing
    _gaps_are_told(county)
    _balances(county)


def _gaps_are_told(county: County) -> None:
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


def _balances(county: County) -> None:
    found = queries.balances(list(county.truth.lots))
    lacks: dict[int, int] = {}
    for lot, _, _, grams in county.truth.missing:
        lacks[lot] = lacks.get(lot, 0) + grams
    assert {one.lot_id: one.unexplained_g for one in found if one.unexplained_g} == lacks
    assert len(found) == len([lot for lot in county.truth.lots.values() if not lot.gone])


def stopped(county: County, start: Start) -> set[int]:
    """Boxes that stand recalled after a recall of the start, as their pages say; then all is as before."""
    draft, at = RecallDraft(start, "氨气泄漏"), noon(county.today + timedelta(days=1))
    codes = dict(BoxRow.objects.values_list("pk", "code"))
    with transaction.atomic():
        actions.open_recall(actor=county.lin, draft=draft, client_key="stopped", now=at)
        found = {key for key, code in codes.items() if queries.box_standing(code) is BoxStanding.RECALLED}
        transaction.set_rollback(True)
    return found


def rooms(county: County, count: int) -> Iterator[Contamination]:
    """Rooms in which boxes lay that had not all been there: those that had left before, or came from somewhere else."""
    draw, truth = random.Random(3), county.truth
    while count:
        place = draw.choice((county.goods.room, county.goods.far_room, county.goods.line))
        found = a_room(county, place, *span(draw))
        inside = truth.boxes_of(found[1], where(county, found[0]))
        if any(box.of <= found[1].keys() for key, box in truth.boxes.items() if key not in inside):
            count -= 1
            yield found


def test_a_recall_of_a_room_stops_the_boxes_that_lay_there_and_no_other(county: County) -> None:
    for start, lay_there, _ in rooms(county, ROOMS):
        assert stopped(county, start) == county.truth.boxes_of(lay_there, where(county, start)), start


# What a careless trace would do; each must be found out.
MUTANTS = {
    "what was taken back is followed": (
        lots,
        "FORWARD",
        lambda was: was.replace("step.entry_id) IS NULL", "step.entry_id) IS NULL OR 1 = 1"),
    ),
    "no windows": (lots, "FORWARD", lambda was: was.replace("reached.since IS NULL", "1 = 1")),
    "every box of a lot was where the lot was": (places, "may_have_been", lambda was: lambda *told: True),
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
