"""The demo's certificates: of the gift boxes from orchard to box, of what lies at collection points, one void, one that
came without a connection and does not fit; some fruit still lacks one.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.certificates import actions, queries
from lilian.certificates.values import Brought, CertificateDraft, Form, Lacking, Part
from lilian.flows.demo.packing import GROWER, PACKER
from lilian.flows.demo.passport import LEFT, PICKED
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
    firms = {one.code: one.pk for one in members.organisations(actor).filter(code__in=(PACKER, GROWER, OTHER))}
    _gift_boxes(actor, firms[GROWER], firms[PACKER], day, now)
    _at_the_point(actor, firms[GROWER], day, now)
    _without_a_connection(actor, firms[GROWER], firms[OTHER], now)


def _gift_boxes(actor: Actor, grower: int, packer: int, day: date, now: datetime) -> None:
    """The co-operative promises before it sells, the firm collects with each lot and promises anew after mixing."""
    graded = stock.lots(actor).filter(made_on=day - timedelta(days=LEFT), owner_id=packer).first()
    picked = stock.ancestors(graded.pk) if graded else []
    if graded is None or not picked:
        return
    weights = {one.lot_id: sum(stock.shares(one.lot_id).values()) for one in picked}
    then, later = now - timedelta(days=PICKED), now - timedelta(days=LEFT)
    ahead = queries.certificate(actor, _issued(actor, _draft(grower, sum(weights.values())), "gift", then))
    for lot_id, weight_g in weights.items():
        brought = Brought(packer, lot_id, ahead.variety_id, weight_g, ahead.number, "", seller_organisation_id=grower)
        actions.collect(actor=actor, brought=brought, is_late=False, client_key=f"demo-gift-{lot_id}", now=then)
    proposed = queries.proposal(actor, [graded.pk], packer)
    lots = [Part(lot_id, weight_g) for lot_id, weight_g in proposed.lots.items()]
    draft = _draft(packer, sum(proposed.lots.values()), lots, Form.BUYER, tuple(proposed.collected))
    _issued(actor, draft, "graded", later)


def _at_the_point(actor: Actor, coop: int, day: date, now: datetime) -> None:
    """One for each day's fruit but the newest; of one the weight was wrong."""
    rows = [one for one in queries.told(queries.lacking(actor)) if one.owner_id == coop]
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


def _draft(
    organisation_id: int,
    weight_g: int,
    lots: Sequence[Part] = (),
    form: Form = Form.PRODUCER,
    collected: tuple[int, ...] = (),
) -> CertificateDraft:
    return CertificateDraft(
        form=form,
        organisation_id=organisation_id,
        variety_id=_variety(),
        weight_g=weight_g,
        signed_by=SIGNER,
        contact=PHONE,
        lots=tuple(lots),
        collected=collected,
    )


def _variety() -> int:
    return catalog.varieties().get(code="YLX").pk
