"""One harvest of the demo county followed from the orchards of a village to gift boxes, and who agreed to be named."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.flows import packing as flow
from lilian.flows.demo.box_papers import Behind, load_papers, send
from lilian.flows.demo.brand import bear
from lilian.flows.demo.packing import GRADE, GROWER, PACKER
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.packing import actions as packing
from lilian.packing import queries as packed
from lilian.packing.values import PackingDraft, Shift, Source, SpecDraft, SpecFigures, TakenFrom, Weighed
from lilian.passport import actions
from lilian.passport.values import Way
from lilian.planning.packing.shortage import allowed_shortage_g
from lilian.quality import actions as quality
from lilian.quality.values import Fruit, Occasion, SampleDraft
from lilian.stock import actions as stock
from lilian.stock import queries as lots
from lilian.stock.values import (
    Conversion,
    Line,
    LocationDraft,
    LocationKind,
    LotDraft,
    Origin,
    Output,
    Receipt,
    Spot,
    Transfer,
)
from lilian.storage import actions as stores
from lilian.storage import queries as storage
from lilian.storage.queries import KeptRoom
from lilian.storage.values import ReadingDraft

HOUSEHOLDS, NAMED = 5, 3
PICKED, KEPT, LEFT, PACKED = 46, 44, 16, 15  # days ago
LOT_G, LABEL_G, BOXES = 480_000, 3_600, 24
ROOM = ("K002", "1号库")
PAPER = "演示：合作社档案柜 1 号"


def load_passport(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Picked by five households, kept four weeks in a firm's cold room, graded, packed; three of them are named."""
    firms = {one.code: one.pk for one in members.organisations(actor).filter(code__in=(PACKER, GROWER))}
    blocks = _blocks(actor, firms[GROWER])
    places, room = _places(actor, firms, now), _room(actor)
    cold = room.location_id or 0
    picked = [
        _picked(actor, random, firms, places["point"], block, _at(day, PICKED, 9 + n)) for n, block in enumerate(blocks)
    ]
    _moved(actor, picked, (places["point"], cold), _at(day, KEPT, 15))
    _moved(actor, picked, (cold, places["line"]), _at(day, LEFT, 8))
    _read(actor, random, room, day)
    graded = _graded(actor, firms[PACKER], picked, places["line"], _at(day, LEFT, 14))
    _looked(actor, random, firms[PACKER], picked[0], Occasion.RECEIVED, _at(day, PICKED, 17))
    _looked(actor, random, firms[PACKER], graded, Occasion.SORTED, _at(day, LEFT, 16))
    load_papers(actor, Behind(firms[GROWER], [block.household_id for block in blocks], firms[PACKER], graded), day)
    codes = _packed(actor, random, firms[PACKER], places["line"], graded, _at(day, PACKED, 9))
    send(actor, places["line"], codes, _at(day, PACKED, 15))
    for block in blocks[:NAMED]:
        (card,) = members.household_cards(actor, members.households(actor).filter(pk=block.household_id))
        actions.consent(
            actor=actor,
            household_id=card.id,
            name=card.head,
            way=Way.PAPER,
            paper=PAPER,
            now=now,
        )


def _at(day: date, ago: int, hour: int) -> datetime:
    return datetime.combine(day - timedelta(days=ago), time(hour, 20), timezone.get_current_timezone())


def _blocks(actor: Actor, coop_id: int) -> list[Any]:
    """An orchard of each of some households of the co-operative."""
    every = members.places(actor, kind=PlaceKind.BLOCK, organisation_id=coop_id).filter(household__isnull=False)
    first = {block.household_id or 0: block for block in every.order_by("-code")}
    return [first[key] for key in sorted(first)][:HOUSEHOLDS]


def _places(actor: Actor, firms: dict[str, int], now: datetime) -> dict[str, int]:
    drafts = {
        "point": LocationDraft("C001-YARD", "合作社院内过秤处", LocationKind.COLLECTION_POINT, firms[GROWER]),
        "line": LocationDraft("J01-GIFT", "礼盒分选包装线", LocationKind.PACKHOUSE, firms[PACKER]),
    }
    return {name: stock.open_location(actor=actor, draft=draft, now=now) for name, draft in drafts.items()}


def _room(actor: Actor) -> KeptRoom:
    """One on the books, in a county store."""
    return next(room for room in storage.kept_rooms(actor) if (room.store_code, room.code) == ROOM)


def _read(actor: Actor, random: Random, room: KeptRoom, day: date) -> None:
    """Every six hours while the fruit lay there: warm when it came in, then about zero."""
    rows = []
    for step in range(4 * (KEPT - LEFT)):
        at = _at(day, KEPT, 17) + timedelta(hours=6 * step)
        warm = max(0, 2_400 - 240 * step)
        rows.append(ReadingDraft(room.id, at, warm + round(random.gauss(0, 160)), 910 + random.randrange(30)))
    stores.record_readings(actor=actor, rows=rows, source="demo", now=rows[-1].at)


def _picked(actor: Actor, random: Random, firms: dict[str, int], point: int, block: Any, at: datetime) -> int:
    weight_g = LOT_G + random.randrange(-20, 21) * 5_000
    draft = LotDraft(_variety(), firms[PACKER], firms[GROWER], harvest_date=at.date() - timedelta(days=1))
    grew = Origin(firms[GROWER], block.household_id, block.pk)
    receipt = Receipt(Output(draft, point, weight_g), ((grew, weight_g),), at.date())
    return stock.receive(actor=actor, receipt=receipt, client_key=f"demo-passport-{block.pk}", now=at).lot_ids[0]


def _variety() -> int:
    return catalog.varieties().get(code="YLX").pk


def _moved(actor: Actor, picked: list[int], way: tuple[int, int], at: datetime) -> None:
    weights = lots.left_g(picked)
    transfers = [Transfer(Line(Spot(lot, way[0]), weights[lot]), way[1]) for lot in picked]
    key = f"demo-passport-to-{way[1]}"
    stock.move(actor=actor, transfers=transfers, day=at.date(), client_key=key, now=at)


def _graded(actor: Actor, firm: int, picked: list[int], line: int, at: datetime) -> int:
    """All through one tank: the boxes descend from all of them."""
    weights = lots.left_g(picked)
    taken = tuple(Line(Spot(lot, line), weights[lot]) for lot in picked)
    made = sum(weights.values()) * 97 // 100
    graded = Output(LotDraft(_variety(), firm, firm, GRADE), line, made)
    conversion = Conversion(taken, (graded,), at.date())
    return stock.convert(actor=actor, conversion=conversion, client_key="demo-passport-graded", now=at).lot_ids[0]


def _looked(actor: Actor, random: Random, firm: int, lot: int, occasion: Occasion, at: datetime) -> None:
    fruit = tuple(
        Fruit(round(random.gauss(356, 22)), round(random.gauss(60_000, 2_500)), round(random.gauss(132, 4)))
        for _ in range(10)
    )
    draft = SampleDraft(firm, lot, occasion, 20, fruit, taste="脆，甜，汁多", taken_at=at)
    quality.take_sample(actor=actor, draft=draft, client_key=f"demo-passport-{occasion}", now=at)


def _packed(actor: Actor, random: Random, firm: int, line: int, lot: int, at: datetime) -> list[str]:
    """A morning's gift boxes, with labels of the mark of origin; their codes."""
    figures = SpecFigures(LABEL_G, allowed_shortage_g(LABEL_G), 10, 10, 420, 1_280)
    kind = SpecDraft("YLX-10", "玉露香梨礼盒 10 粒装", _variety(), GRADE)
    since = at.date() - timedelta(days=30)
    spec = packing.add_spec(actor=actor, draft=kind, figures=figures, effective_from=since, source="演示数据", now=at)
    draft = PackingDraft(firm, line, spec, Shift.DAY, (lot,))
    key = "demo-passport-boxes"
    licence = bear(actor, firm, spec, BOXES, at)
    opened = flow.open_packing(actor=actor, draft=draft, client_key=key, now=at, licence_id=licence)
    nets = [LABEL_G + random.randrange(2, 26) for _ in range(BOXES)]
    boxes = [Weighed(net_g=net_g, packed_at=at + timedelta(seconds=75 * n)) for n, net_g in enumerate(nets)]
    done = at + timedelta(hours=1)
    made = flow.pack_boxes(
        actor=actor, packing_id=opened, boxes=boxes, source=Source.DEMO, client_key=f"{key}-in", now=done
    )
    taken = [TakenFrom(lot, sum(nets) + 1_000)]
    packing.close_packing(actor=actor, packing_id=opened, taken=taken, client_key=f"{key}-end", now=done)
    return list(packed.boxes(actor, packing_id=opened).filter(pk__in=made).values_list("code", flat=True))
