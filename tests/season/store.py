"""The cold stores: moves from room to room, counts with differences, releases, and the low season's transfers."""

from collections import Counter

from lilian.idling import actions as idling
from lilian.idling.models import TaskEnd, TransferTask
from lilian.idling.values import WithdrawalDraft
from lilian.keeping import actions
from lilian.keeping.models import CountSheet, PutAway
from lilian.keeping.values import Counted, Difference, MoveDraft
from lilian.kernel.months import first_of, month_after
from lilian.stock.values import LocationKind
from tests.season.life import ACTOR, Season
from tests.storage.stores import work_off

TONNE = 1_000_000


def in_rooms(season: Season) -> list[tuple[int, int]]:
    return season.books.at(season.county.room_locations.values())


def room_of(season: Season, location: int) -> int:
    return next(room for room, where in season.county.room_locations.items() if where == location)


def move_rooms(season: Season) -> None:
    spot = season.one(in_rooms(season))
    to, weight_g = season.draw.choice(season.county.rooms).pk, season.some_of(spot)
    draft = MoveDraft(spot[0], room_of(season, spot[1]), to, weight_g)
    made = PutAway.objects.get(pk=actions.move(draft=draft, **season.said()))
    at = Counter({spot: -weight_g})
    at[spot[0], season.county.room_locations[to]] += weight_g
    season.books.post(made.entry_id, at)


def count_room(season: Season) -> None:
    """Some of the room's lots of one variety; some differ, dried out or weighed wrong."""
    first = season.one(in_rooms(season))
    variety = season.books.variety[first[0]]
    here = [spot for spot in in_rooms(season) if spot[1] == first[1] and season.books.variety[spot[0]] == variety]
    found_g = {spot: season.books.lies[spot] * season.draw.choice((980, 995, 1_000, 1_002)) // 1_000 for spot in here}
    counted = [
        Counted(
            spot[0], weight_g, None if weight_g == season.books.lies[spot] else season.draw.choice(list(Difference))
        )
        for spot, weight_g in found_g.items()
    ]
    sheet = actions.count(room_id=room_of(season, first[1]), counted=counted, **season.said())
    differences = Counter({spot: found_g[spot] - season.books.lies[spot] for spot in here})
    entry = CountSheet.objects.get(pk=sheet).entry_id
    assert (entry is None) == (not any(differences.values()))
    if entry is not None:
        season.books.post(entry, differences, LocationKind.DIFFERENCE)


def release(season: Season) -> None:
    """To who owns it, or who bought it; lots of one variety."""
    first = season.one(in_rooms(season))
    here = [spot for spot in in_rooms(season) if spot[1] == first[1] and season.kind(spot[0]) == season.kind(first[0])]
    taken = {spot: season.some_of(spot) for spot in here[:2]}
    entry = actions.release(
        room_id=room_of(season, first[1]),
        taken_g={lot: weight_g for (lot, _), weight_g in taken.items()},
        to="货主自提",
        **season.said(),
    )
    season.books.post(entry, Counter({spot: -weight_g for spot, weight_g in taken.items()}), LocationKind.SOLD)


def plan_low_season(season: Season) -> None:
    """Withdrawals are planned, the planner is asked, its plan adopted: transfers wait."""
    first = first_of(season.today)
    drafts = [
        WithdrawalDraft(owner, variety, month_after(first, month), season.draw.randint(1, TONNE))
        for owner in season.county.owners
        for variety in season.county.varieties
        for month in range(3)
    ]
    idling.plan_withdrawals(actor=ACTOR, drafts=drafts, now=season.now)
    plan = idling.start_plan(actor=ACTOR, first_month=first, months=3, now=season.now)
    work_off()
    idling.adopt_plan(actor=ACTOR, plan_id=plan, now=season.now)


def waiting(season: Season) -> list[TransferTask]:
    return list(TransferTask.objects.filter(end__isnull=True).order_by("pk"))


def carry_over(season: Season) -> None:
    """A transfer of the low season: as much as was weighed."""
    task = season.one(waiting(season))
    from_spot = task.lot_id, task.source_location_id
    weight_g = min(task.weight_g, max(1, season.books.lies[from_spot]))
    entry = idling.do_task(actor=ACTOR, task_id=task.pk, weight_g=weight_g, now=season.now)
    at = Counter({from_spot: -weight_g})
    at[task.lot_id, task.target_location_id] += weight_g
    season.books.post(entry, at)


def decline(season: Season) -> None:
    task = season.one(waiting(season))
    idling.decline_task(actor=ACTOR, task_id=task.pk, reason="路不通", now=season.now)
    assert TaskEnd.objects.get(task=task).entry_id is None
