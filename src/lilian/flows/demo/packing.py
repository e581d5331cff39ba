"""The demo's packing: pears on a firm's line, two specifications, a week of shifts, one packing still open."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.members import queries as members
from lilian.packing import actions, queries
from lilian.packing.values import PackingDraft, Shift, Source, SpecDraft, SpecFigures, TakenFrom, Weighed
from lilian.planning.packing.shortage import allowed_shortage_g
from lilian.stock import actions as stock
from lilian.stock.values import LocationDraft, LocationKind, LotDraft, Origin, Output, Receipt

PACKER, GROWER = "J01", "C001"
GRADE = "first"
FRUIT_G = 3_000_000
BOXES = 40  # a shift: enough for a chart, few enough to load at once
DAYS = 6
# Shift -> mean and spread of what a box weighs above its label: by hand at night, boxes get heavier.
OVER_G = {Shift.DAY: (11, 8), Shift.EVENING: (19, 12)}
SPECS = (("LH-10", "礼盒 10 粒装", 3_600, 10, 420), ("WJ-5", "五斤装", 2_500, 7, 300))


def load_packing(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Six days of two shifts that ended, and today's, through the acts of packing alone."""
    firms = {one.code: one.pk for one in members.organisations(actor).filter(code__in=(PACKER, GROWER))}
    variety = catalog.varieties()[0]
    line = stock.open_location(
        actor=actor,
        draft=LocationDraft("J01-PACK", "一号包装线", LocationKind.PACKHOUSE, firms[PACKER]),
        now=now,
    )
    draft = LotDraft(variety.pk, firms[PACKER], firms[PACKER], GRADE, harvest_date=day - timedelta(days=DAYS + 1))
    receipt = Receipt(
        Output(draft, line, FRUIT_G, 0), ((Origin(firms[GROWER]), FRUIT_G),), day - timedelta(days=DAYS + 1)
    )
    lot = stock.receive(actor=actor, receipt=receipt, client_key="demo-packing", now=now).lot_ids[0]
    specs = [_spec(actor, variety.pk, day, now, *said) for said in SPECS]
    for back in range(DAYS, -1, -1):
        for shift in OVER_G:
            at = _morning(now, back) + timedelta(hours=0 if shift is Shift.DAY else 8)
            if at + timedelta(hours=1) < now:
                _shift(actor, random, PackingDraft(firms[PACKER], line, specs[back % 2], shift, (lot,)), at, back == 0)


def _morning(now: datetime, back: int) -> datetime:
    local = timezone.localtime(now) - timedelta(days=back)
    return local.replace(hour=8, minute=0, second=0, microsecond=0)


def _spec(
    actor: Actor, variety_id: int, day: date, now: datetime, code: str, name: str, label_g: int, count: int, tare_g: int
) -> int:
    figures = SpecFigures(label_g, allowed_shortage_g(label_g), count, count, tare_g, 1_280)
    return actions.add_spec(
        actor=actor,
        draft=SpecDraft(code, name, variety_id, GRADE),
        figures=figures,
        effective_from=day - timedelta(days=30),
        source="演示数据",
        now=now,
    )


def _shift(actor: Actor, random: Random, draft: PackingDraft, at: datetime, stays_open: bool) -> None:
    key = f"demo-{at:%m%d%H}"
    packing = actions.open_packing(actor=actor, draft=draft, client_key=key, now=at)
    mean_g, spread_g = OVER_G[draft.shift]
    label_g = queries.packing(actor, packing).spec.figures.label_g
    nets = [label_g + max(-8, round(random.gauss(mean_g, spread_g))) for _ in range(BOXES)]
    boxes = [Weighed(net_g=net_g, packed_at=at + timedelta(seconds=70 * n)) for n, net_g in enumerate(nets)]
    done = at + timedelta(hours=1)
    actions.pack_boxes(
        actor=actor, packing_id=packing, boxes=boxes, source=Source.DEMO, client_key=f"{key}-boxes", now=done
    )
    if not stays_open:
        taken = [TakenFrom(draft.lot_ids[0], sum(nets) + 2_000)]
        actions.close_packing(actor=actor, packing_id=packing, taken=taken, client_key=f"{key}-end", now=done)
