"""The demo's mixed fruit: what two co-operatives grew, graded together; some certified anew, some not."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.certificates import actions as certificates
from lilian.certificates import queries as certified
from lilian.certificates.values import CertificateDraft, Form, Part
from lilian.flows.demo.certificates import OTHER, PHONE, SIGNER
from lilian.flows.demo.packing import GRADE, GROWER
from lilian.flows.receiving import receive_fruit
from lilian.members import queries as members
from lilian.packing import actions as packing
from lilian.packing.values import PackingDraft, Shift, Source, SpecDraft, SpecFigures, TakenFrom, Weighed
from lilian.planning.packing.shortage import allowed_shortage_g
from lilian.receiving import queries as receiving
from lilian.receiving.values import Certificate, NoCertificate, Priced, Seller, SlipDraft, Weighing
from lilian.stock import actions as stock
from lilian.stock import queries as lots
from lilian.stock.values import Conversion, Line, LocationDraft, LocationKind, LotDraft, Output, Spot, Transfer

# Weighed so many days ago: grams of a grower of its own, and of the neighbouring co-operative; in boxes, or lacking.
BATCHES = ((13, 380_000, 260_000, True), (1, 210_000, 240_000, False))
TARE_G, CRATES = 21_600, 12
LABEL_G, BOXES = 2_500, 12


def load_mixed(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """The co-operative buys from its neighbour, mixes it with its growers' own, and issues both forms for that."""
    firms = {one.code: one.pk for one in members.organisations(actor).filter(code__in=(GROWER, OTHER))}
    coop = firms[GROWER]
    point = receiving.points(actor).filter(organisation=coop, place__isnull=False).first()
    if point is None:  # the first co-operative has none in a county of another seed
        return
    draft = LocationDraft("C001-GRADE", "合作社分级间", LocationKind.PACKHOUSE, coop)
    line = stock.open_location(actor=actor, draft=draft, now=now)
    for ago, own_g, bought_g, is_packed in BATCHES:
        came = [
            _taken_over(actor, point.pk, _own(actor, coop), own_g, _at(day, ago, 8)),
            _taken_over(
                actor, point.pk, _bought(actor, firms[OTHER], bought_g, _at(day, ago, 7)), bought_g, _at(day, ago, 9)
            ),
        ]
        mixed = _mixed(actor, coop, came, (point.pk, line), _at(day, ago, 10))
        if is_packed:
            _certified(actor, coop, mixed, _at(day, ago, 11))
            packed = PackingDraft(coop, line, _spec(actor, day, now), Shift.DAY, (mixed,))
            _boxed(actor, random, packed, _at(day, ago, 14))


def _at(day: date, ago: int, hour: int) -> datetime:
    return datetime.combine(day - timedelta(days=ago), time(hour, 30), timezone.get_current_timezone())


@dataclass(frozen=True)
class Came:
    """Who brought fruit, with which certificate, and from which orchard where that is known."""

    seller: Seller
    certificate: Certificate
    block_id: int | None = None


def _own(actor: Actor, coop: int) -> Came:
    """A grower with an orchard on the register, who as a household needs no certificate."""
    home = members.households(actor, organisation_id=coop).order_by("code")[0].pk
    block = members.blocks_of(actor, home).first()
    return Came(Seller(household_id=home), Certificate(absence=NoCertificate.NOT_ISSUED), block.pk if block else None)


def _bought(actor: Actor, other: int, weight_g: int, at: datetime) -> Came:
    """The neighbour, who issued a certificate before it came."""
    draft = _draft(Form.PRODUCER, other, weight_g)
    made = certificates.issue(actor=actor, draft=draft, client_key=f"demo-mixed-{weight_g}", now=at)
    return Came(Seller(organisation_id=other), Certificate(certified.certificate(actor, made).number))


def _taken_over(actor: Actor, point: int, came: Came, net_g: int, at: datetime) -> int:
    draft = SlipDraft(
        location_id=point,
        seller=came.seller,
        variety_id=_variety(),
        harvest_date=at.date() - timedelta(days=1),
        weighing=Weighing(net_g + TARE_G, TARE_G, CRATES),
        certificate=came.certificate,
        price=Priced(),
        weighed_at=at,
        block_id=came.block_id,
    )
    made = receive_fruit(actor=actor, draft=draft, client_key=f"demo-mixed-{net_g}", now=at)
    return int(receiving.slip(actor, made.slip_id).lot_id)


def _mixed(actor: Actor, coop: int, came: list[int], way: tuple[int, int], at: datetime) -> int:
    """Carried to the line, and graded through one tank: the lot that is made descends from both."""
    weights, key = lots.left_g(came), f"demo-mixed-{came[0]}"
    point, line = way
    moves = [Transfer(Line(Spot(lot, point), weights[lot]), line) for lot in came]
    stock.move(actor=actor, transfers=moves, day=at.date(), client_key=f"{key}-carried", now=at)
    taken = tuple(Line(Spot(lot, line), weights[lot]) for lot in came)
    made = Output(LotDraft(_variety(), coop, coop, GRADE), line, sum(weights.values()) * 97 // 100)
    conversion = Conversion(taken, (made,), at.date())
    return stock.convert(actor=actor, conversion=conversion, client_key=f"{key}-graded", now=at).lot_ids[0]


def _certified(actor: Actor, coop: int, lot: int, at: datetime) -> None:
    """A form each: what its growers grew, and what was bought, naming the certificate that came with it."""
    found = certified.proposal(actor, [lot], coop)
    own_g = found.own[lot]
    own = _draft(Form.PRODUCER, coop, own_g, Part(lot, own_g))
    rest_g = found.lots[lot] - own_g
    bought = replace(_draft(Form.BUYER, coop, rest_g, Part(lot, rest_g)), collected=tuple(found.collected))
    for draft in (own, bought):
        certificates.issue(actor=actor, draft=draft, client_key=f"demo-mixed-{draft.form}", now=at)


def _draft(form: Form, organisation_id: int, weight_g: int, *parts: Part) -> CertificateDraft:
    return CertificateDraft(
        form=form,
        organisation_id=organisation_id,
        variety_id=_variety(),
        weight_g=weight_g,
        signed_by=SIGNER,
        contact=PHONE,
        lots=parts,
    )


def _spec(actor: Actor, day: date, now: datetime) -> int:
    figures = SpecFigures(LABEL_G, allowed_shortage_g(LABEL_G), 7, 7, 300, 1_280)
    kind = SpecDraft("YLX-5J", "玉露香梨五斤装", _variety(), GRADE)
    since = day - timedelta(days=30)
    return packing.add_spec(actor=actor, draft=kind, figures=figures, effective_from=since, source="演示数据", now=now)


def _boxed(actor: Actor, random: Random, draft: PackingDraft, at: datetime) -> None:
    key = "demo-mixed-boxes"
    opened = packing.open_packing(actor=actor, draft=draft, client_key=key, now=at)
    nets = [LABEL_G + random.randrange(2, 22) for _ in range(BOXES)]
    boxes = [Weighed(net_g=net_g, packed_at=at + timedelta(seconds=60 * n)) for n, net_g in enumerate(nets)]
    done, source = at + timedelta(hours=1), Source.DEMO
    packing.pack_boxes(actor=actor, packing_id=opened, boxes=boxes, source=source, client_key=f"{key}-in", now=done)
    taken = [TakenFrom(draft.lot_ids[0], sum(nets) + 800)]
    packing.close_packing(actor=actor, packing_id=opened, taken=taken, client_key=f"{key}-end", now=done)


def _variety() -> int:
    return catalog.varieties().get(code="YLX").pk
