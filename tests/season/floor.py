"""The packhouse: fruit is brought to the line, sorted by what the line's file says, brought to the packing line."""

from collections import Counter

from lilian.catalog import queries as catalog
from lilian.sorting import actions, queries
from lilian.sorting.models import Closing, Run
from lilian.sorting.values import InputDraft, OverrideDraft, RunDraft
from lilian.stock import actions as stock
from lilian.stock.values import Line, LocationKind, Spot, Transfer
from tests.season.county import PACKED
from tests.season.life import ACTOR, SECOND, NothingToDo, Running, Season
from tests.sorting.runs import HEAD

TANKS = (1, 2, 3)
MOST_IN = 40_000  # grams of a lot that go into one run: so that a file stays short
GRADED = ("processing", "second", "first", "special")


def bring(season: Season, spots: list[tuple[int, int]], to: int) -> None:
    """Several lots in one move."""
    taken = {spot: season.some_of(spot) for spot in spots}
    transfers = [Transfer(Line(Spot(*spot), weight_g), to) for spot, weight_g in taken.items()]
    posted = stock.move(transfers=transfers, day=season.today, **season.said())
    at: Counter[tuple[int, int]] = Counter()
    for (lot, where), weight_g in taken.items():
        at[lot, where] -= weight_g
        at[lot, to] += weight_g
    season.books.post(posted.entry_id, at)


def to_the_line(season: Season) -> None:
    """From the points, and from the rooms what was kept unsorted."""
    county = season.county
    places = [point for point, _ in county.sellers] + list(county.room_locations.values())
    bring(season, season.alike(season.books.at(places, ("",)), 4), county.line)


def to_packing(season: Season) -> None:
    county = season.county
    bring(season, season.alike(season.books.at([county.line], PACKED), 3), county.packhouse)


def to_a_room(season: Season) -> None:
    """Sorted or packed fruit is kept."""
    county = season.county
    places = (county.line, county.packhouse)
    to = season.draw.choice(list(county.room_locations.values()))
    bring(season, season.alike(season.books.at(places, GRADED), 3), to)


def open_run(season: Season) -> None:
    tank = season.draw.choice(TANKS)
    spots = season.alike(season.books.at([season.county.line], ("",)), 3)
    taken = Counter({spot: min(season.some_of(spot), MOST_IN) for spot in spots})
    marks = {lot: f"P{number}" for number, (lot, _) in enumerate(spots)}
    inputs = tuple(InputDraft(lot, where, weight_g, marks[lot]) for (lot, where), weight_g in taken.items())
    draft = RunDraft(season.county.line, inputs, season.now, tank)
    run = actions.open_run(draft=draft, **season.said())
    season.running[tank] = Running(run, taken, marks)


def read_file(season: Season) -> None:
    """What the line saw of the fruit of every lot: a little less than went in, at times a little more."""
    going = season.one(list(season.running.values()))
    rows = []
    for (lot, _), weight_g in going.taken.items():
        left_dg = weight_g * season.draw.choice((97, 99, 99, 101)) // 10
        while left_dg > 1_000:
            fruit_dg = min(left_dg, round(season.draw.gauss(3_300, 700)))
            rows.append((fruit_dg, going.marks[lot]))
            left_dg -= fruit_dg
    rows = [row for row in rows if row[0] > 900]
    text = HEAD + "".join(f"1,{dg / 10:.1f},80,{season.draw.choice((9, 12, 13))},OK,1,{mark}\n" for dg, mark in rows)
    report = actions.report_on(
        data=text.encode(),
        name=f"{season.step}.csv",
        profile=queries.profile("grader-csv-en"),
        standard=catalog.version(Run.objects.get(pk=going.run_id).standard_id),
    )
    actions.take_file(actor=ACTOR, run_id=going.run_id, report=report, now=season.now)
    going.line_dg += sum(dg for dg, _ in rows)


def overrule(season: Season) -> None:
    """Somebody wants some of a grade to go as another; somebody else answers."""
    going = season.one(list(season.running.values()))
    from_grade, to_grade = season.draw.sample(GRADED, 2)
    draft = OverrideDraft(from_grade, to_grade, "果面有锈", season.draw.choice((None, 500, 1_000)))
    asked = actions.ask_override(run_id=going.run_id, draft=draft, **season.said())
    agreed = season.draw.random() < 0.5
    actions.answer_override(actor=SECOND, override_id=asked, agreed=agreed, now=season.now)


def close_run(season: Season) -> None:
    """By the line's scales, or with boxes put on a scale; a run that cannot be closed is broken off."""
    tank = season.one([tank for tank, going in season.running.items() if going.line_dg])
    going = season.running[tank]
    weighed_g = {"first": sum(going.taken.values()) // 3} if season.draw.random() < 0.3 else {}
    try:
        key = actions.close_run(run_id=going.run_id, weighed_g=weighed_g, **season.said())
    except Exception:
        actions.break_off(run_id=going.run_id, reason="果已不在线上", **season.said())
        del season.running[tank]
        raise
    del season.running[tank]
    closing = Closing.objects.get(pk=key)
    at = Counter({spot: -weight_g for spot, weight_g in going.taken.items()})
    variety, owner, _ = season.kind(next(iter(going.taken))[0])
    for output in closing.run.outputs.filter(lot__isnull=False):
        season.books.born(int(output.lot_id or 0), variety, owner, output.grade)
        at[int(output.lot_id or 0), season.county.line] += output.weight_g
    season.books.post(int(closing.entry_id or 0), at, LocationKind.SHRINKAGE)
    season.runs_dg[going.run_id] = going.line_dg


def break_run_off(season: Season) -> None:
    if season.draw.random() < 0.5 or not season.running:
        raise NothingToDo
    tank = season.one(list(season.running))
    actions.break_off(run_id=season.running[tank].run_id, reason="开错了", **season.said())
    del season.running[tank]
