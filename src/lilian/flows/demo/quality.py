"""The demo's quality room: scales checked for two weeks, one of them not today; lots sampled again and again."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog.values import Defect
from lilian.members import queries as members
from lilian.quality import actions
from lilian.quality.values import Fruit, Occasion, Point, SampleDraft, ScaleDraft
from lilian.stock import queries as stock

DAYS, FRUIT = 14, 10
# Whose, its number, its name, interval and capacity in grams, whether it was checked today.
SCALES = (
    ("J01", "J01-C1", "一号台秤", 1, 6_000, True),
    ("J01", "J01-C2", "二号台秤", 2, 15_000, False),
    ("C001", "C001-C1", "收果地磅", 50, 300_000, True),
)
LOTS_EACH, DAYS_BETWEEN = 2, 3
OCCASIONS = (Occasion.RECEIVED, Occasion.STORED, Occasion.STORED)


def load_quality(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """A fortnight of checks, then three samples of each of a few lots, softening as they lie."""
    owners = {one.code: one.pk for one in members.organisations(actor).filter(code__in=("J01", "C001"))}
    for owner, code, name, division_g, capacity_g, today in SCALES:
        draft = ScaleDraft(owners[owner], code, name, division_g, capacity_g)
        scale = actions.add_scale(actor=actor, draft=draft, now=now)
        for back in range(DAYS, -1 if today else 0, -1):
            at = min(_at(day - timedelta(days=back), 7), now)
            points = [_point(random, division_g, capacity_g // share) for share in (6, 2)]
            actions.calibrate(actor=actor, scale_id=scale, points=points, client_key=f"demo-{code}-{back}", now=at)
    for owner_id in owners.values():
        lots = stock.lots(actor).filter(maker=owner_id, made_on__lte=day - timedelta(days=2 * DAYS_BETWEEN))
        for lot in lots.order_by("-made_on", "pk")[:LOTS_EACH]:
            for visit, occasion in enumerate(OCCASIONS):
                at = min(_at(lot.made_on + timedelta(days=visit * DAYS_BETWEEN), 15), now)
                draft_sample = _sample(random, owner_id, lot.pk, occasion, visit)
                actions.take_sample(actor=actor, draft=draft_sample, client_key=f"demo-{lot.pk}-{visit}", now=at)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 30), timezone.get_current_timezone())


def _point(random: Random, division_g: int, reference_g: int) -> Point:
    """A scale that shows whole intervals, and is one off now and then."""
    return Point(reference_g, reference_g + division_g * random.choice((0, 0, 0, 1, -1)))


def _sample(random: Random, organisation_id: int, lot_id: int, occasion: Occasion, visit: int) -> SampleDraft:
    fruit = tuple(
        Fruit(
            round(random.gauss(310, 45)),
            round(random.gauss(62_000 - 2_500 * visit, 3_000)),
            round(random.gauss(125 + 2 * visit, 5)),
        )
        for _ in range(FRUIT)
    )
    defects = {Defect.BRUISE: random.randint(0, 1 + visit), Defect.RUB: random.randint(0, 1)}
    return SampleDraft(
        organisation_id, lot_id, occasion, FRUIT, fruit, defects, ("脆，甜", "甜，汁多", "甜，稍软")[visit]
    )
