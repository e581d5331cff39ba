"""Two weeks of slips at a few collection points, through the same act a clerk uses."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.catalog.values import Defect
from lilian.flows.receiving import receive_fruit
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.receiving import actions
from lilian.receiving.values import (
    Certificate,
    NoCertificate,
    Priced,
    PriceDraft,
    PriceKind,
    SampleDraft,
    Seller,
    SlipDraft,
    Weighing,
)

POINTS, DAYS, GROWERS, SLIPS_A_DAY = 4, 14, 8, 2
FEN_PER_KG = 560
CRATE_G = 1_800


def load_receiving(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Slips from a fortnight before the demo's day on, priced by the county's board; the demo grower among them."""
    variety = catalog.varieties().get(code="YLX")
    first = at_hour(day - timedelta(days=DAYS), 6)
    board = PriceDraft(variety.pk, first, FEN_PER_KG)
    actions.post_price(actor=actor, draft=board, now=first)
    places = members.places(actor, kind=PlaceKind.COLLECTION_POINT).filter(organisation__isnull=False)
    for place in places.order_by("code")[:POINTS]:
        location = actions.open_point(actor=actor, place_id=place.pk, now=first)
        sellers = cycle(households(actor, place.organisation_id or 0))
        for at in moments(random, day, now):
            draft = slip(random, location, variety.pk, next(sellers), at)
            receive_fruit(actor=actor, draft=draft, client_key=f"demo:{place.code}:{at:%Y%m%d%H%M%S}", now=at)


def at_hour(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_current_timezone())


def moments(random: Random, day: date, now: datetime) -> Iterator[datetime]:
    """A few a day between eight and seven, oldest first; nothing that is still to come."""
    for back in range(DAYS, -1, -1):
        opens = at_hour(day - timedelta(days=back), 8)
        for minute in sorted(random.sample(range(660), SLIPS_A_DAY)):
            if (at := opens + timedelta(minutes=minute)) <= now:
                yield at


def households(actor: Actor, organisation_id: int) -> list[Any]:
    """The first of the co-operative's, whose blocks are registered."""
    found = members.households(actor, organisation_id=organisation_id).order_by("code")[:GROWERS]
    return [(one.pk, list(members.blocks_of(actor, one.pk).values_list("pk", flat=True))) for one in found]


def slip(random: Random, location_id: int, variety_id: int, seller: Any, at: datetime) -> SlipDraft:
    household_id, blocks = seller
    crates = random.randint(8, 40)
    tare_g = crates * CRATE_G
    return SlipDraft(
        location_id=location_id,
        seller=Seller(household_id=household_id),
        variety_id=variety_id,
        harvest_date=timezone.localdate(at) - timedelta(days=random.choice((0, 0, 1))),
        weighing=Weighing(tare_g + crates * random.randint(36, 44) * 500, tare_g, crates),
        certificate=certificate(random, at),
        price=Priced(PriceKind.POSTED if random.random() < 0.8 else PriceKind.OPEN),
        weighed_at=at,
        block_id=random.choice(blocks) if blocks else None,
        sample=sample(random) if random.random() < 0.6 else None,
    )


def certificate(random: Random, at: datetime) -> Certificate:
    if random.random() < 0.4:
        return Certificate(f"HG{at:%y%m%d}{random.randrange(10_000):04d}")
    return Certificate(absence=random.choice(list(NoCertificate)))


def sample(random: Random) -> SampleDraft:
    kinds = sorted(random.sample(list(Defect), random.randint(0, 3)))
    return SampleDraft(
        size=20,
        brix_tenths=round(random.gauss(128, 8)),
        firmness_tenths_n=round(random.gauss(640, 40)),
        defects=tuple((kind, random.randint(1, 4)) for kind in kinds),
    )
