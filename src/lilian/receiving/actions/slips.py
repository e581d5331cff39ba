"""A slip is written: the fruit is taken over and posted to the goods journal, all of it or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import Invalid, NotFound, Refusal
from lilian.kernel.sentences import Word
from lilian.receiving import queries, rules
from lilian.receiving.actions.grades import check_grade
from lilian.receiving.actions.sellers import Known, known_seller
from lilian.receiving.models import PostedPrice, Sample, SampleDefect, Slip
from lilian.receiving.values import (
    ODD_NAMES,
    Odd,
    PriceKind,
    Recorded,
    SampleDraft,
    SlipDraft,
    Spray,
    SprayStanding,
)
from lilian.stock import actions as stock
from lilian.stock.values import LotDraft, Output, Posted, Receipt

AHEAD = timedelta(minutes=10)  # clocks of phones
LATE = timedelta(days=30)  # as long as a key is remembered (base.idempotency.KEPT_DAYS)
PREFIX = "S"


class WeighedWhen(Invalid):
    code = "receiving.weighed_when"
    sentence = gettext_noop("过秤时间不对：不能在将来，也不能早于 30 天以前。")
    remedy = gettext_noop("请看看手机的时间对不对。")


class LooksOdd(Refusal):
    code = "receiving.looks_odd"
    sentence = gettext_noop("请再看一眼：{what}。")
    remedy = gettext_noop("填错了就改；没有错，请勾选“看过了，没有错”再交。")


class WithinInterval(Refusal):
    code = "receiving.within_interval"
    sentence = gettext_noop("这块地 {day} 用过“{product}”，安全间隔期 {days} 天，采收时还没有过。")
    remedy = gettext_noop("这批果现在不能收。")


class NothingPosted(Refusal):
    code = "receiving.nothing_posted"
    sentence = gettext_noop("过秤的时候这个品种、等级没有挂牌价。")
    remedy = gettext_noop("请先挂牌，或者改选“以后再定”。")


class PriceChanged(Refusal):
    code = "receiving.price_changed"
    sentence = gettext_noop("过秤时的挂牌价是每公斤 {posted} 元，单子上写的是 {told} 元。")
    remedy = gettext_noop("请跟果农说清楚，改好再交。")


@dataclass(frozen=True)
class Settled:
    """What was decided about a draft before anything is written."""

    point: Any
    seller: Known
    spray: SprayStanding
    posted: PostedPrice | None
    fen_per_kg: int | None
    odd: tuple[Odd, ...]


@transaction.atomic
def record_slip(
    *, actor: Actor, draft: SlipDraft, sprays: Sequence[Spray] | None, client_key: str, now: datetime
) -> Recorded:
    """Take fruit over from its grower; the same key again is the same slip.

    `sprays` are the field records of the block, None where there are none.

    :raises LooksOdd: unless the draft says that somebody looked again
    :raises WithinInterval: if a field record says it was picked too soon
    :raises NothingPosted, PriceChanged, CertificateMissing, Invalid, DayClosed, NotFound: nothing is written then
    """
    actor.must("receiving.record")
    if same := _recorded_before(draft, client_key):
        return same
    settled = _settled(actor, draft, sprays, now)
    posted = _to_the_journal(actor, draft, settled, client_key, now)
    slip = _written(actor, draft, settled, posted, client_key, now)
    data: dict[str, Any] = {"number": slip.number, "net_g": slip.net_g, "amount_fen": slip.amount_fen}
    audit.record(actor=actor, event="receiving.slip_recorded", subject=slip, at=now, data=data)
    return _told(slip)


def _told(slip: Slip) -> Recorded:
    return Recorded(slip.pk, slip.number, slip.net_g, slip.amount_fen)


def _recorded_before(draft: SlipDraft, client_key: str) -> Recorded | None:
    """:raises KeyReused: if the key made another slip"""
    hold_name(f"receiving\n{client_key}", wait=True)
    same = Slip.objects.filter(client_key=client_key).first()
    if same is None:
        return None
    if same.asked != rules.digest(draft):
        raise KeyReused()
    return _told(same)


def _settled(actor: Actor, draft: SlipDraft, sprays: Sequence[Spray] | None, now: datetime) -> Settled:
    point = queries.point(actor, draft.location_id)
    actor.must("receiving.record", organisation_id=point.organisation_id)
    if not now - LATE <= draft.weighed_at <= now + AHEAD:
        raise WeighedWhen()
    day = timezone.localdate(draft.weighed_at)
    rules.check(draft, day)
    variety = catalog.varieties().filter(pk=draft.variety_id).first()
    if variety is None:
        raise NotFound()
    check_grade(draft.grade, variety, draft.weighed_at)
    posted, fen_per_kg = _price(draft)
    return Settled(
        point=point,
        seller=known_seller(actor, draft.seller, draft.block_id, day),
        spray=_spray(sprays, draft),
        posted=posted,
        fen_per_kg=fen_per_kg,
        odd=_odd(draft),
    )


def _spray(sprays: Sequence[Spray] | None, draft: SlipDraft) -> SprayStanding:
    standing, late = rules.spray_standing(sprays, draft.harvest_date)
    if late is not None:
        raise WithinInterval(day=late.sprayed_on, product=late.product, days=late.interval_days)
    return standing


def _odd(draft: SlipDraft) -> tuple[Odd, ...]:
    odd = rules.oddities(draft, timezone.localdate(draft.weighed_at))
    if odd and not draft.sure:
        raise LooksOdd(what=Word(ODD_NAMES[odd[0]]))
    return odd


def _price(draft: SlipDraft) -> tuple[PostedPrice | None, int | None]:
    """What hung on the board when it was weighed, and what is paid per kilogram."""
    told = draft.price.told_fen_per_kg
    if draft.price.kind is not PriceKind.POSTED:
        return None, told
    posted = queries.price_in_force(draft.location_id, draft.variety_id, draft.grade, draft.weighed_at)
    if posted is None or posted.fen_per_kg is None:
        raise NothingPosted()
    if told is not None and told != posted.fen_per_kg:
        raise PriceChanged(posted=yuan_text(posted.fen_per_kg), told=yuan_text(told))
    return posted, posted.fen_per_kg


def _to_the_journal(actor: Actor, draft: SlipDraft, settled: Settled, client_key: str, now: datetime) -> Posted:
    """Who runs the point owns the fruit from here on, priced or not; where it grew stays with the lot."""
    owner, net_g = settled.point.organisation_id, rules.net_g(draft.weighing)
    lot = LotDraft(draft.variety_id, owner, owner, draft.grade, harvest_date=draft.harvest_date, note=draft.note)
    receipt = Receipt(
        output=Output(lot, draft.location_id, net_g, draft.weighing.crates),
        shares=((settled.seller.origin, net_g),),
        day=timezone.localdate(draft.weighed_at),
        note=draft.note,
    )
    return stock.receive(actor=actor, receipt=receipt, client_key=f"slip:{client_key}", now=now)


def _written(actor: Actor, draft: SlipDraft, settled: Settled, posted: Posted, client_key: str, now: datetime) -> Slip:
    net_g = rules.net_g(draft.weighing)
    slip = Slip.objects.create(
        number=codes.numbered(PREFIX, posted.entry_id),
        location_id=draft.location_id,
        entry_id=posted.entry_id,
        lot_id=posted.lot_ids[0],
        household_id=draft.seller.household_id,
        person_id=draft.seller.person_id,
        seller_id=draft.seller.organisation_id,
        seller_name=settled.seller.name[:80],
        block_id=draft.block_id,
        variety_id=draft.variety_id,
        grade=draft.grade,
        harvest_date=draft.harvest_date,
        day=timezone.localdate(draft.weighed_at),
        weighed_at=draft.weighed_at,
        at=now,
        gross_g=draft.weighing.gross_g,
        tare_g=draft.weighing.tare_g,
        net_g=net_g,
        crates=draft.weighing.crates,
        price_kind=draft.price.kind.value,
        contract=draft.price.contract.strip()[:80],
        posted=settled.posted,
        fen_per_kg=settled.fen_per_kg,
        amount_fen=rules.amount_fen(net_g, settled.fen_per_kg),
        certificate=draft.certificate.number.strip()[:60],
        no_certificate=draft.certificate.absence.value if draft.certificate.absence else "",
        spray=settled.spray.value,
        odd=",".join(settled.odd),
        note=draft.note.strip()[:200],
        recorded_by=actor.name[:80],
        client_key=client_key,
        asked=rules.digest(draft),
    )
    _write_sample(slip, draft.sample)
    return slip


def _write_sample(slip: Slip, draft: SampleDraft | None) -> None:
    if draft is None:
        return
    sample = Sample.objects.create(
        slip=slip, size=draft.size, brix_tenths=draft.brix_tenths, firmness_tenths_n=draft.firmness_tenths_n
    )
    SampleDefect.objects.bulk_create(
        SampleDefect(sample=sample, defect=defect.value, count=count) for defect, count in draft.defects
    )
