"""What any place may do: sell, take back what was sold, throw away, count, hold, and reverse what was wrong."""

from collections import Counter
from datetime import timedelta

from lilian.idling.models import TaskEnd
from lilian.keeping.models import CountSheet, PutAway
from lilian.packing.models import Closing as PackingClosing
from lilian.receiving.models import Slip
from lilian.sorting.models import Closing as RunClosing
from lilian.stock import actions
from lilian.stock.actions.refusals import ToldElsewhere
from lilian.stock.models import Entry
from lilian.stock.values import Condition, EntryKind, HoldDraft, HoldKind, Line, LocationKind, Outgoing, Spot
from tests.season.life import ACTOR, NothingToDo, Season

DOCUMENTS = (Slip, PutAway, CountSheet, RunClosing, PackingClosing, TaskEnd)
DAYS_BACK = (timedelta(days=1), timedelta(days=3))  # what is under way ends on an open day all the same


def places(season: Season) -> list[int]:
    county = season.county
    return [county.line, county.packhouse, *county.room_locations.values()]


def ship(season: Season) -> None:
    """Packed boxes first; what was held for an order goes with its hold."""
    spots = season.books.at([season.county.packhouse], ("packed",)) or season.books.at(places(season))
    spot = season.one(spots)
    weight_g = season.some_of(spot)
    outgoing = Outgoing((Line(Spot(*spot), weight_g),), season.today)
    posted = actions.ship(outgoing=outgoing, **season.said())
    season.books.post(posted.entry_id, Counter({spot: -weight_g}), LocationKind.SOLD)


def come_back(season: Season) -> None:
    lot = season.one(sorted(lot for lot, weight_g in season.books.sold.items() if weight_g > 0))
    weight_g = season.draw.randint(1, season.books.sold[lot] + 100)
    spot = lot, season.county.packhouse
    returned = [Line(Spot(*spot), weight_g)]
    posted = actions.give_back(returned=returned, day=season.today, reason="压伤", **season.said())
    season.books.post(posted.entry_id, Counter({spot: weight_g}), LocationKind.SOLD)


def throw_away(season: Season) -> None:
    spot = season.one(season.books.at(places(season)))
    weight_g = max(1, season.books.lies[spot] // season.draw.randint(2, 40))
    taken = [Line(Spot(*spot), weight_g)]
    posted = actions.write_off(taken=taken, day=season.today, reason="烂果", **season.said())
    season.books.post(posted.entry_id, Counter({spot: -weight_g}), LocationKind.WASTED)


def count(season: Season) -> None:
    """At the line or the packing line, a lot at a time."""
    county = season.county
    spot = season.one(season.books.at((county.line, county.packhouse)))
    lies = season.books.lies[spot]
    found_g = max(0, lies + season.draw.randint(-900, 300))
    counted = [Line(Spot(*spot), found_g)]
    posted = actions.count(counted=counted, day=season.today, reason="复秤", **season.said())
    season.books.post(posted.entry_id, Counter({spot: found_g - lies}), LocationKind.DIFFERENCE)


def hold(season: Season) -> None:
    spot = season.one(season.books.at(places(season)))
    draft = HoldDraft(Line(Spot(*spot), season.some_of(spot)), HoldKind.RESERVED, "订单")
    season.holds.append(actions.hold(draft=draft, **season.said()))


def let_go(season: Season) -> None:
    key = season.one(season.holds)
    season.holds.remove(key)
    actions.release(actor=ACTOR, hold_id=key, now=season.now)


def quarantine(season: Season) -> None:
    lot = season.one(sorted(season.books.variety))
    condition = season.draw.choice((Condition.QUARANTINED, Condition.SOUND, Condition.SOUND))
    actions.decide(actor=ACTOR, lot_id=lot, condition=condition, reason="抽检", now=season.now)


def reverse(season: Season) -> None:
    """A wrong entry of any kind; one that a document of another module tells of is that module's to take back."""
    entry = season.one([*season.books.undo][-40:])
    told = any(table.objects.filter(entry=entry).exists() for table in DOCUMENTS)
    try:
        actions.reverse(entry_id=entry, reason="记错了", day=season.today, **season.said())
    except ToldElsewhere:
        assert told
        raise
    assert not told
    season.books.take_back(entry)
    assert Entry.objects.get(reverses=entry).kind == EntryKind.REVERSE


def close_days(season: Season) -> None:
    """What began on a day that is closed now still ends, today."""
    if season.draw.random() < 0.7:
        raise NothingToDo
    through, owner = season.today - season.draw.choice(DAYS_BACK), season.county.scale.cast.coop
    actions.close_days(actor=ACTOR, organisation_id=owner, through=through, now=season.now)
