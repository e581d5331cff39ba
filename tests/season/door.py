"""Fruit comes: slips at the collection points, put-aways straight into rooms; wrong ones are taken back."""

from collections import Counter
from datetime import timedelta

from lilian.flows.receiving import receive_fruit
from lilian.keeping import actions as keeping
from lilian.keeping.models import PutAway
from lilian.keeping.values import Fruit, Maturity, PutAwayDraft
from lilian.receiving import actions as receiving
from lilian.receiving.models import Slip, SlipVoid
from lilian.receiving.values import Certificate, NoCertificate, Priced, Seller, SlipDraft, Weighing
from lilian.stock.values import LocationKind
from tests.season.life import ACTOR, Season

RESENT = 0.15  # of slips come a second time: the answer was lost


def weigh_in(season: Season) -> None:
    draw, county = season.draw, season.county
    point, household = draw.choice(county.sellers)
    variety = draw.choice(county.varieties)
    net_g, tare_g = draw.randint(8_000, 45_000), draw.randint(0, 4_000)
    draft = SlipDraft(
        location_id=point,
        seller=Seller(household_id=household),
        variety_id=variety,
        harvest_date=season.today - timedelta(days=draw.randrange(3)),
        weighing=Weighing(net_g + tare_g, tare_g, draw.choice((0, 0, 2, 3))),
        certificate=Certificate(absence=NoCertificate.NOT_ISSUED),
        price=Priced(),
        weighed_at=season.now,
        sure=True,
    )
    told = receive_fruit(draft=draft, **season.said())
    if draw.random() < RESENT:
        assert receive_fruit(draft=draft, **season.said()) == told
    slip = Slip.objects.get(pk=told.slip_id)
    owner = county.owners[[at for at, _ in county.sellers].index(point)]
    season.books.born(slip.lot_id, variety, owner)
    season.books.post(slip.entry_id, Counter({(slip.lot_id, point): net_g}), LocationKind.HARVEST)
    season.slips[slip.pk], season.weighed_g[slip.pk] = slip.entry_id, net_g


def take_slip_back(season: Season) -> None:
    slip = season.one(list(season.slips)[-30:])
    receiving.void_slip(actor=ACTOR, slip_id=slip, reason="称错了", now=season.now)
    season.books.take_back(season.slips.pop(slip))
    assert SlipVoid.objects.filter(slip=slip).exists()


def put_into_room(season: Season) -> None:
    """A load that comes straight to a cold store."""
    draw, county = season.draw, season.county
    room, owner, variety = draw.choice(county.rooms), draw.choice(county.owners), draw.choice(county.varieties)
    grade = draw.choice(("", "first", "second"))
    weight_g = draw.randint(500_000, 3_000_000)
    fruit = Fruit(owner, variety, grade, season.today - timedelta(days=1))
    draft = PutAwayDraft(room.pk, weight_g, fruit=fruit, maturity=draw.choice(list(Maturity)))
    key = keeping.put_away(draft=draft, **season.said())
    if draw.random() < RESENT:
        assert keeping.put_away(draft=draft, **season.said()) == key
    made = PutAway.objects.get(pk=key)
    season.books.born(made.lot_id, variety, owner, grade)
    spot = made.lot_id, county.room_locations[room.pk]
    season.books.post(made.entry_id, Counter({spot: weight_g}), LocationKind.HARVEST)
    season.put_away[key] = made.entry_id


def take_put_away_back(season: Season) -> None:
    key = season.one(list(season.put_away)[-10:])
    keeping.take_back_put_away(actor=ACTOR, put_away_id=key, reason="放错库了", now=season.now)
    season.books.take_back(season.put_away.pop(key))
