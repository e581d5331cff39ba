"""Slips: what a scale weighed, of whom, at which price."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import (
    Code,
    Count,
    Day,
    FenPerKg,
    GradeCode,
    Grams,
    Id,
    Moment,
    Number,
    PersonName,
    RowId,
    Search,
    ShortNote,
    SomeCount,
    SomeGrams,
    Tenths,
)
from lilian.api.operation import read, write
from lilian.api.operations.named import person_id, variety_id
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.catalog.values import Defect
from lilian.flows import receiving as flow
from lilian.kernel.marks import gettext_noop
from lilian.receiving import queries
from lilian.receiving.values import (
    Certificate,
    NoCertificate,
    Priced,
    PriceKind,
    SampleDraft,
    Seller,
    SlipDraft,
    SprayStanding,
    Weighing,
)

if TYPE_CHECKING:
    from lilian.receiving.models import Slip

router = Router()


class DefectCount(Asked):
    defect: Defect = Field(description=gettext_noop("缺陷"))
    count: SomeCount = Field(description=gettext_noop("几个果有"))


class SlipSampleIn(Asked):
    size: SomeCount = Field(description=gettext_noop("看了几个果"), examples=[20])
    brix_tenths: Tenths | None = Field(None, description=gettext_noop("糖度，0.1 °Brix；没有测就不填"), examples=[124])
    firmness_tenths_n: Tenths | None = Field(
        None, description=gettext_noop("硬度，0.1 牛；没有测就不填"), examples=[612]
    )
    defects: list[DefectCount] = Field(
        [], max_length=len(Defect), description=gettext_noop("每种缺陷有几个果，一种一项")
    )


class SlipIn(Asked):
    point_id: Id = Field(description=gettext_noop("收购点的记录编号"))
    household_id: Id | None = Field(None, description=gettext_noop("农户的记录编号；农户、个人、单位只写一样"))
    person: Code | None = Field(
        None, description=gettext_noop("人员编号；农户、个人、单位只写一样"), examples=["R0004"]
    )
    organisation_id: Id | None = Field(None, description=gettext_noop("单位的记录编号；农户、个人、单位只写一样"))
    block_id: Id | None = Field(None, description=gettext_noop("地块的记录编号；不知道就不填"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: GradeCode = Field("", description=gettext_noop("等级代码；没有分级时为空"))
    harvest_date: Day = Field(description=gettext_noop("采收日期"))
    gross_g: SomeGrams = Field(description=gettext_noop("毛重，克"), examples=[110_000])
    tare_g: Grams = Field(0, description=gettext_noop("皮重，克"), examples=[10_000])
    crates: Count = Field(0, description=gettext_noop("筐数；散装是 0"), examples=[5])
    weighed_at: Moment = Field(description=gettext_noop("过磅的时刻，带时区；最早 30 天以前"))
    price_kind: PriceKind = Field(
        PriceKind.OPEN, description=gettext_noop("posted 按挂牌价，contract 按合同，open 以后再定")
    )
    contract: PersonName = Field("", description=gettext_noop("哪份合同；按合同时要写"))
    told_fen_per_kg: FenPerKg | None = Field(
        None, description=gettext_noop("跟交果人说的价，每公斤多少分；按挂牌价时和挂的不一样会被拒绝"), examples=[620]
    )
    certificate: Number = Field("", description=gettext_noop("承诺达标合格证编号；企业和合作社必须有"))
    issuer: PersonName = Field("", description=gettext_noop("合格证是外来的，谁开具的；不写就是交果人"))
    no_certificate: NoCertificate | None = Field(None, description=gettext_noop("农户没有合格证的原因"))
    sample: SlipSampleIn | None = Field(None, description=gettext_noop("抽样；没有抽就不填"))
    note: ShortNote = Field("", description=gettext_noop("备注"))
    sure: bool = Field(False, description=gettext_noop("少见的数字有人再看过一眼，没有错"))


class SlipOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    number: str = Field(description=gettext_noop("收果单号"))
    point_id: int = Field(description=gettext_noop("收购点的记录编号"))
    lot: str = Field(description=gettext_noop("果品批次代码"))
    seller: str = Field(description=gettext_noop("交果人，照您的权限遮住一部分"))
    household_id: int | None = Field(description=gettext_noop("农户的记录编号"))
    person: str | None = Field(description=gettext_noop("人员编号"))
    organisation_id: int | None = Field(description=gettext_noop("单位的记录编号"))
    block_id: int | None = Field(description=gettext_noop("地块的记录编号；不知道时为空"))
    variety: str = Field(description=gettext_noop("品种代码"))
    grade: str = Field(description=gettext_noop("等级代码；没有分级时为空"))
    harvest_date: date = Field(description=gettext_noop("采收日期"))
    weighed_at: datetime = Field(description=gettext_noop("过磅的时刻"))
    gross_g: int = Field(description=gettext_noop("毛重，克"))
    tare_g: int = Field(description=gettext_noop("皮重，克"))
    net_g: int = Field(description=gettext_noop("净重，克"))
    crates: int = Field(description=gettext_noop("筐数；散装是 0"))
    price_kind: PriceKind = Field(description=gettext_noop("posted 按挂牌价，contract 按合同，open 以后再定"))
    contract: str = Field(description=gettext_noop("哪份合同"))
    fen_per_kg: int | None = Field(description=gettext_noop("每公斤多少分；还没定价时为空"))
    amount_fen: int | None = Field(description=gettext_noop("一共多少分；还没定价时为空"))
    certificate: str = Field(description=gettext_noop("承诺达标合格证编号"))
    no_certificate: NoCertificate | None = Field(description=gettext_noop("农户没有合格证的原因"))
    spray: SprayStanding = Field(description=gettext_noop("用药间隔：unknown 没有记录，kept 已过，too_soon 未过"))
    note: str = Field(description=gettext_noop("备注"))
    voided: bool = Field(description=gettext_noop("作废了没有"))


class SlipSampleOut(Schema):
    size: int = Field(description=gettext_noop("看了几个果"))
    brix_tenths: int | None = Field(description=gettext_noop("糖度，0.1 °Brix；没有测时为空"))
    firmness_tenths_n: int | None = Field(description=gettext_noop("硬度，0.1 牛；没有测时为空"))
    defects: list[DefectCount] = Field(description=gettext_noop("每种缺陷有几个果"))


class SlipWhole(SlipOut):
    sample: SlipSampleOut | None = Field(description=gettext_noop("抽样；没有抽时为空"))
    void_reason: str = Field(description=gettext_noop("为什么作废；没有作废时为空"))


class SlipAsk(Window):
    point_id: RowId | None = Field(None, description=gettext_noop("只要这个收购点的"))
    first_day: Day | None = Field(None, description=gettext_noop("只要从这一天起过磅的"))
    last_day: Day | None = Field(None, description=gettext_noop("只要到这一天为止过磅的"))
    voided: bool | None = Field(None, description=gettext_noop("只要作废的，或只要没有作废的"))
    text: Search = Field("", description=gettext_noop("单号、交果人或合格证号里的几个字"))


def shape(request: Request, row: "Slip") -> SlipOut:
    return SlipOut(
        id=row.pk,
        number=row.number,
        point_id=row.location_id,
        lot=row.lot.code,
        seller=queries.seller_name(request.auth, row),
        household_id=row.household_id,
        person=row.person.code if row.person else None,
        organisation_id=row.seller_id,
        block_id=row.block_id,
        variety=row.variety.code,
        grade=row.grade,
        harvest_date=row.harvest_date,
        weighed_at=row.weighed_at,
        gross_g=row.gross_g,
        tare_g=row.tare_g,
        net_g=row.net_g,
        crates=row.crates,
        price_kind=PriceKind(row.price_kind),
        contract=row.contract,
        fen_per_kg=row.fen_per_kg,
        amount_fen=row.amount_fen,
        certificate=row.certificate,
        no_certificate=NoCertificate(row.no_certificate) if row.no_certificate else None,
        spray=SprayStanding(row.spray),
        note=row.note,
        voided=hasattr(row, "void"),
    )


def whole(request: Request, slip_id: int) -> SlipWhole:
    """:raises NotFound: if there is no such slip, or the caller may not know of it"""
    row = queries.slip(request.auth, slip_id)
    sample = getattr(row, "sample", None)
    seen = None
    if sample is not None:
        counts = [DefectCount(defect=defect, count=count) for defect, count in queries.defects_of(row)]
        seen = SlipSampleOut(
            size=sample.size,
            brix_tenths=sample.brix_tenths,
            firmness_tenths_n=sample.firmness_tenths_n,
            defects=counts,
        )
    void = getattr(row, "void", None)
    return SlipWhole(**dict(shape(request, row)), sample=seen, void_reason=void.reason if void else "")


def sample_draft(given: SlipSampleIn) -> SampleDraft:
    defects = tuple((one.defect, one.count) for one in given.defects)
    return SampleDraft(given.size, given.brix_tenths, given.firmness_tenths_n, defects)


def draft(request: Request, body: SlipIn) -> SlipDraft:
    """:raises NotFound: if the person or the variety is not there"""
    return SlipDraft(
        location_id=body.point_id,
        seller=Seller(body.household_id, person_id(request, body.person), body.organisation_id),
        variety_id=variety_id(body.variety),
        harvest_date=body.harvest_date,
        weighing=Weighing(body.gross_g, body.tare_g, body.crates),
        certificate=Certificate(body.certificate, body.no_certificate),
        price=Priced(body.price_kind, body.contract, body.told_fen_per_kg),
        weighed_at=body.weighed_at,
        grade=body.grade,
        block_id=body.block_id,
        sample=sample_draft(body.sample) if body.sample else None,
        note=body.note,
        sure=body.sure,
    )


@read(
    router,
    "/slips",
    answer=Page[SlipOut],
    needs="receiving.see",
    summary=gettext_noop("收果单列表"),
    description=gettext_noop("看得到的收购点开的单，新的在前；作废的也在。"),
)
def list_slips(request: Request, asked: Query[SlipAsk]) -> object:
    found = queries.slips(
        request.auth,
        location_id=asked.point_id,
        first_day=asked.first_day,
        last_day=asked.last_day,
        text=asked.text,
        voided=asked.voided,
    )
    return page_of(found, asked, lambda row: shape(request, row))


@read(
    router,
    "/slips/{slip_id}",
    answer=SlipWhole,
    needs="receiving.see",
    summary=gettext_noop("一张收果单"),
    description=gettext_noop("按记录编号读一张单，连同抽样；作废的写着原因。"),
)
def get_slip(request: Request, slip_id: RowId) -> object:
    return whole(request, slip_id)


@write(
    router,
    "POST /slips",
    answer=SlipWhole,
    status=201,
    needs="receiving.record",
    summary=gettext_noop("记一张收果单"),
    description=gettext_noop(
        "地磅或手机过一次磅：果收下、入账，都办成或都不办。断网以后用同一个 Idempotency-Key 再发，还是那一张。"
    ),
)
def record_slip(request: Request, body: SlipIn) -> object:
    said = actor_and_now(request) | {"client_key": request.client_key, "issuer": body.issuer}
    made = flow.receive_fruit(**said, draft=draft(request, body))
    return whole(request, made.slip_id)


@write(
    router,
    "POST /slips/{slip_id}/void",
    answer=SlipWhole,
    needs="receiving.void",
    summary=gettext_noop("作废一张收果单"),
    description=gettext_noop("写错了的单整张作废，账上冲销，再开一张对的。果已经移走或分选的不能作废。"),
)
def void_slip(request: Request, slip_id: RowId, body: Why) -> object:
    flow.void_slip(**actor_and_now(request), slip_id=slip_id, reason=body.reason)
    return whole(request, slip_id)
