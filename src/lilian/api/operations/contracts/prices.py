"""The price of a delivery with its reason, and market quotations in and out."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, FenPerKg, GradeCode, Reason, RowId
from lilian.api.operation import read, write
from lilian.api.operations.named import variety_id
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.contracts import actions, queries
from lilian.contracts.values import QuotationDraft
from lilian.kernel.marks import gettext_noop

router = Router()
MOST_AT_ONCE = 500


class QuotationIn(Asked):
    market: Code = Field(description=gettext_noop("市场的编号"), examples=["XH"])
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: GradeCode = Field(description=gettext_noop("等级的编号"), examples=["first"])
    day: Day = Field(description=gettext_noop("哪天的行情"))
    fen_per_kg: FenPerKg = Field(description=gettext_noop("每公斤多少分"), examples=[700])
    source: Reason = Field(description=gettext_noop("从哪里看到的"), examples=["新华指数"])


class QuotationsIn(Asked):
    quotations: list[QuotationIn] = Field(
        min_length=1, max_length=MOST_AT_ONCE, description=gettext_noop("一次最多 500 条")
    )


class QuotationsEntered(Schema):
    written: int = Field(description=gettext_noop("新记下几条；记过的不再记"))


class QuotationOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    market: str = Field(description=gettext_noop("市场的编号"))
    variety: str = Field(description=gettext_noop("品种代码"))
    grade: str = Field(description=gettext_noop("等级的编号"))
    day: date = Field(description=gettext_noop("哪天的行情"))
    fen_per_kg: int = Field(description=gettext_noop("每公斤多少分"))
    source: str = Field(description=gettext_noop("从哪里看到的"))


class QuotationAsk(Window):
    market: Code | None = Field(None, description=gettext_noop("只要这个市场的"))
    since: Day | None = Field(None, description=gettext_noop("只要从这天起的"))


class ContractPriceOut(Schema):
    grade: str = Field(description=gettext_noop("等级的编号"))
    variety_id: int = Field(description=gettext_noop("品种的记录编号"))
    expected_g: int = Field(description=gettext_noop("约定多少克"))
    fen_per_kg: int = Field(description=gettext_noop("这天交的，每公斤多少分，没有扣质量的"))
    leg: str = Field(description=gettext_noop("是规则的哪一部分定的价"))
    quotation_ids: list[int] = Field(description=gettext_noop("看的是哪几条行情"))
    why: str = Field(description=gettext_noop("为什么是这个价"))


class ContractPricesOut(Schema):
    contract_id: int = Field(description=gettext_noop("记录编号"))
    version: int | None = Field(description=gettext_noop("这天生效的是第几版条款；没有生效就是空"))
    day: date = Field(description=gettext_noop("哪天"))
    prices: list[ContractPriceOut] = Field(description=gettext_noop("每个等级的价"))


class PricesAsk(Asked):
    day: Day | None = Field(None, description=gettext_noop("哪天交的果；不写是今天"))


def quotation_shape(row: Any) -> QuotationOut:
    return QuotationOut(
        id=row.pk,
        market=row.market.code,
        variety=row.variety.code,
        grade=row.grade,
        day=row.day,
        fen_per_kg=row.fen_per_kg,
        source=row.source,
    )


@read(
    router,
    "/market-quotations",
    answer=Page[QuotationOut],
    needs="contracts.see_market",
    summary=gettext_noop("市场行情"),
    description=gettext_noop("记下的行情，新的在前；同一天后记的更正先记的。"),
)
def list_market_quotations(request: Request, asked: Query[QuotationAsk]) -> object:
    found = queries.quotations(request.auth, market_code=asked.market or "", since=asked.since)
    return page_of(found, asked, quotation_shape)


@write(
    router,
    "POST /market-quotations",
    answer=QuotationsEntered,
    status=201,
    needs="contracts.quote",
    summary=gettext_noop("报行情"),
    description=gettext_noop("一次报许多条，全记或全不记；每条要有来源和日期。"),
)
def enter_market_quotations(request: Request, body: QuotationsIn) -> object:
    drafts = [
        QuotationDraft(one.market, variety_id(one.variety), one.grade, one.day, one.fen_per_kg, one.source)
        for one in body.quotations
    ]
    return QuotationsEntered(written=actions.enter_quotations(**actor_and_now(request), drafts=drafts))


@read(
    router,
    "/contracts/{contract_id}/prices",
    answer=ContractPricesOut,
    needs="contracts.see",
    summary=gettext_noop("一份合同一天的价"),
    description=gettext_noop("按那天生效的条款和行情，每个等级每公斤多少分，为什么。"),
)
def get_contract_prices(request: Request, contract_id: RowId, asked: Query[PricesAsk]) -> object:
    queries.contract(request.auth, contract_id)  # not found, if there is no such contract
    day = asked.day or timezone.localdate(actor_and_now(request)["now"])
    terms = queries.terms_on(request.auth, day, contract_ids=[contract_id])
    if not terms:
        return ContractPricesOut(contract_id=contract_id, version=None, day=day, prices=[])
    book = queries.price_book({line.variety_id for line in terms[0].terms.lines}, day, day)
    keys = dict.fromkeys((line.variety_id, line.grade) for line in terms[0].terms.lines)
    return ContractPricesOut(
        contract_id=contract_id,
        version=terms[0].version,
        day=day,
        prices=[price_shape(terms[0], book, *key, day) for key in keys],
    )


def price_shape(terms: Any, book: queries.PriceBook, of_variety: int, grade: str, day: date) -> ContractPriceOut:
    priced = queries.price_on(terms, of_variety, grade, day, book=book)
    return ContractPriceOut(
        grade=grade,
        variety_id=of_variety,
        expected_g=terms.expected_g(of_variety, grade),
        fen_per_kg=priced.fen_per_kg,
        leg=priced.leg.value,
        quotation_ids=[one.quotation_id for one in priced.quotations],
        why=book.why(priced).text(gettext),
    )
