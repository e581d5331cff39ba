"""The demo's certificates of what lies at collection points, one void, one that came without a connection and does not
fit; some fruit still lacks one. Those of the gift boxes come with them, in `box_papers`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.certificates import actions, queries
from lilian.certificates.values import CertificateDraft, Form, Lacking, Part
from lilian.flows.demo.packing import GROWER
from lilian.flows.receiving import receive_fruit
from lilian.members import queries as members
from lilian.receiving import queries as receiving
from lilian.receiving.values import Certificate, Priced, Seller, SlipDraft, Weighing
from lilian.stock import queries as stock

SIGNER, PHONE = "演示签字人", "0357-0000001"
OTHER = "C002"
LACK_DAYS, BATCHES = 3, 6  # of the newest days nobody has issued yet
LOAD_G, AHEAD_G = 640_000, 800_000


def load_certificates(actor: Actor, _random: Random, day: date, now: datetime) -> None:
    firms = {one.code: one.pk for one in members.organisations(actor).filter(code__in=(GROWER, OTHER))}
    _at_the_point(actor, firms[GROWER], day, now)
    _without_a_connection(actor, firms[GROWER], firms[OTHER], now)


def _at_the_point(actor: Actor, coop: int, day: date, now: datetime) -> None:
    """One for each day's fruit as it was weighed, but the newest; of one the weight was wrong."""
    rows = [one for one in queries.told(queries.lacking(actor)) if one.owner_id == coop and not one.mixed]
    old = sorted((one for one in rows if one.made_on < day - timedelta(days=LACK_DAYS)), key=_batch)
    batches = [list(lots) for _, lots in groupby(old, key=_batch)][:BATCHES]
    for number, lots in enumerate(batches):
        parts = [Part(one.lot_id, sum(stock.shares(one.lot_id).values())) for one in lots]
        at = now - (day - lots[0].made_on)
        if number == 1:
            wrong = _issued(actor, _draft(coop, 1_000, [Part(parts[0].lot_id, 1_000)]), "wrong", at)
            actions.void(actor=actor, certificate_id=wrong, reason="重量写错了", now=at + timedelta(minutes=9))
        _issued(actor, _draft(coop, sum(part.weight_g for part in parts), parts), f"{number}", at)


def _batch(one: Lacking) -> tuple[date, int]:
    return one.made_on, one.variety_id


def _without_a_connection(actor: Actor, coop: int, other: int, now: datetime) -> None:
    """A load of another co-operative, whose certificate was void by the time the phone had a connection again."""
    point = receiving.points(actor).filter(organisation=coop, place__isnull=False).first()
    if point is None:
        return
    weighed = now - timedelta(hours=6)
    made = _issued(actor, _draft(other, AHEAD_G), "other", weighed - timedelta(days=1))
    actions.void(actor=actor, certificate_id=made, reason="开错了品种", now=weighed - timedelta(hours=2))
    draft = SlipDraft(
        location_id=point.pk,
        seller=Seller(organisation_id=other),
        variety_id=_variety(),
        harvest_date=weighed.date() - timedelta(days=1),
        weighing=Weighing(LOAD_G + 40_000, 40_000, 32),
        certificate=Certificate(queries.certificate(actor, made).number),
        price=Priced(),
        weighed_at=weighed,
    )
    receive_fruit(actor=actor, draft=draft, client_key="demo:flagged", now=now)


def _issued(actor: Actor, draft: CertificateDraft, key: str, at: datetime) -> int:
    return actions.issue(actor=actor, draft=draft, client_key=f"demo-certificate-{key}", now=at)


def _draft(organisation_id: int, weight_g: int, lots: Sequence[Part] = ()) -> CertificateDraft:
    return CertificateDraft(
        form=Form.PRODUCER,
        organisation_id=organisation_id,
        variety_id=_variety(),
        weight_g=weight_g,
        signed_by=SIGNER,
        contact=PHONE,
        lots=tuple(lots),
    )


def _variety() -> int:
    return catalog.varieties().get(code="YLX").pk
