"""Markets are named, and what they quote is written down: by hand, from a workbook or by another program."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.contracts.actions.writing import NoSuchGrade
from lilian.contracts.models import Market, Quotation
from lilian.contracts.rules.prices import MOST_FEN_PER_KG
from lilian.contracts.values.prices import MarketDraft, QuotationDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound

Key = tuple[int, int, str, date]


class MarketTaken(AlreadyDone):
    code = "contracts.market_taken"
    sentence = gettext_noop("市场“{name}”已经有了。")


class MarketUnsaid(Invalid):
    code = "contracts.market_unsaid"
    sentence = gettext_noop("市场要有编号、名称和来源。")


class NoSuchMarket(Invalid):
    code = "contracts.no_such_market"
    sentence = gettext_noop("没有编号是“{given}”的市场。")
    remedy = gettext_noop("请先在“行情”里添上这个市场。")


class QuotedAhead(Invalid):
    code = "contracts.quoted_ahead"
    sentence = gettext_noop("行情的日期 {day} 还没有到。")


class BadQuotation(Invalid):
    code = "contracts.bad_quotation"
    sentence = gettext_noop("每公斤的行情要大于 0，不超过 1000 元，并写明来源。")


class NothingNew(AlreadyDone):
    code = "contracts.nothing_new"
    sentence = gettext_noop("这些行情已经记过了。")


@transaction.atomic
def add_market(*, actor: Actor, draft: MarketDraft, now: datetime) -> int:
    """A market that rules may name from now on; return its key.

    :raises MarketTaken, MarketUnsaid: as the names say
    """
    actor.must("contracts.quote")
    code, name, source = draft.code.strip(), draft.name.strip(), draft.source.strip()
    if not (code and name and source):
        raise MarketUnsaid()
    if Market.objects.filter(code=code).exists() or Market.objects.filter(name=name).exists():
        raise MarketTaken(name=name)
    made = Market.objects.create(code=code, name=name, source=source, at=now, added_by=actor.name[:80])
    audit.record(actor=actor, event="contracts.market_added", subject=made, at=now, data={"name": name})
    return made.pk


@transaction.atomic
def enter_quotations(*, actor: Actor, drafts: Sequence[QuotationDraft], now: datetime) -> int:
    """Write down what markets quoted; return how many were new. A figure known already is passed over, another figure
    of the same day corrects the one before, which stays on record.

    :raises NothingNew: if all were known
    :raises NoSuchMarket, NoSuchGrade, QuotedAhead, BadQuotation, NotFound: nothing is written then
    """
    actor.must("contracts.quote")
    markets = dict(Market.objects.values_list("code", "pk"))
    grades = catalog.grade_names()
    varieties = set(catalog.varieties().values_list("pk", flat=True))
    for draft in drafts:
        _check(draft, markets, grades, varieties, timezone.localdate(now))
    hold_name("contracts quotations", wait=True)
    known = _standing({draft.day for draft in drafts})
    fresh: dict[Key, Quotation] = {}
    for draft in drafts:
        key = (markets[draft.market], draft.variety_id, draft.grade, draft.day)
        if known.get(key) != draft.fen_per_kg:
            fresh[key] = _row(actor, key, draft, now)
    if not fresh:
        raise NothingNew()
    Quotation.objects.bulk_create(fresh.values())
    data = {"count": len(fresh), "days": sorted({key[3].isoformat() for key in fresh})[:10]}
    audit.record(actor=actor, event="contracts.quotations_entered", subject="quotations", at=now, data=data)
    return len(fresh)


def _check(
    draft: QuotationDraft, markets: dict[str, int], grades: dict[str, str], varieties: set[int], today: date
) -> None:
    if draft.market not in markets:
        raise NoSuchMarket(given=draft.market)
    if draft.variety_id not in varieties:
        raise NotFound()
    if draft.grade not in grades:
        raise NoSuchGrade(given=draft.grade)
    if draft.day > today:
        raise QuotedAhead(day=draft.day)
    if not 0 < draft.fen_per_kg <= MOST_FEN_PER_KG or not draft.source.strip():
        raise BadQuotation()


def _standing(days: set[date]) -> dict[Key, int]:
    """What counts today of these days: the later written of each."""
    rows = Quotation.objects.filter(day__in=days).order_by("pk")
    fields = ("market_id", "variety_id", "grade", "day", "fen_per_kg")
    return {(market, variety, grade, day): fen for market, variety, grade, day, fen in rows.values_list(*fields)}


def _row(actor: Actor, key: Key, draft: QuotationDraft, now: datetime) -> Quotation:
    market_id, variety_id, grade, day = key
    return Quotation(
        market_id=market_id,
        variety_id=variety_id,
        grade=grade,
        day=day,
        fen_per_kg=draft.fen_per_kg,
        source=draft.source.strip()[:200],
        at=now,
        entered_by=actor.name[:80],
    )
