"""Certificates that are issued, void, and printed."""

import base64
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Id, Line, Moment, PersonName, PlaceName, RowId, Search, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.operations.named import goods_lot_id, variety_id
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.certificates import actions, queries
from lilian.certificates.values import PROMISES, Basis, CertificateDraft, Form, Part
from lilian.flows.certificate_papers import printed
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.certificates.models import Certificate

router = Router()
MOST_PARTS, MOST_NAMED = 100, 500


class PaperSize(StrEnum):
    """The two papers a certificate is printed on."""

    LABEL = "60x40"
    SHEET = "a4"


class PartIn(Asked):
    lot: Code = Field(description=gettext_noop("果品批次代码"))
    weight_g: SomeGrams = Field(description=gettext_noop("这一批承诺多少，克"), examples=[100_000])


class CertificateIn(Asked):
    form: Form = Field(description=gettext_noop("producer 生产者，buyer 收购者"))
    organisation_id: Id = Field(description=gettext_noop("承诺单位的记录编号；农户承诺的，写农户所在的单位"))
    household_id: Id | None = Field(None, description=gettext_noop("农户的记录编号；单位承诺的不写"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    weight_g: SomeGrams = Field(description=gettext_noop("承诺的重量，克；有批次的是各批之和"), examples=[100_000])
    bases: list[Basis] = Field(
        [Basis.CONTROL],
        max_length=len(Basis),
        description=gettext_noop("承诺依据：control 控制，own_test 自检，commissioned_test 委托检测"),
    )
    test: ShortNote = Field("", description=gettext_noop("做了什么检测；按检测承诺的要写"))
    used: ShortNote = Field("", description=gettext_noop("检的是哪些用过的药；按检测承诺的要写"))
    origin: PlaceName = Field("", description=gettext_noop("产地；有批次的按地块自动写"))
    signed_by: Line = Field(description=gettext_noop("承诺人签字的姓名"), examples=["郭守库"])
    contact: PersonName = Field(description=gettext_noop("联系电话"), examples=["0357-0000000"])
    lots: list[PartIn] = Field([], max_length=MOST_PARTS, description=gettext_noop("哪些批次；空着是还没有交的果"))
    collected: list[Id] = Field([], max_length=MOST_NAMED, description=gettext_noop("收购者写明的：收取记录的编号"))
    earlier: list[Id] = Field([], max_length=MOST_NAMED, description=gettext_noop("写明的本系统合格证的记录编号"))


class CertificateOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    number: str = Field(description=gettext_noop("合格证编号，13 个字符"))
    form: Form = Field(description=gettext_noop("producer 生产者，buyer 收购者"))
    organisation_id: int = Field(description=gettext_noop("承诺单位的记录编号"))
    household_id: int | None = Field(description=gettext_noop("农户的记录编号；单位承诺的为空"))
    promiser: str = Field(description=gettext_noop("承诺人"))
    variety: str = Field(description=gettext_noop("品种代码"))
    weight_g: int = Field(description=gettext_noop("承诺的重量，克"))
    origin: str = Field(description=gettext_noop("产地"))
    bases: list[Basis] = Field(description=gettext_noop("承诺依据"))
    issued_at: datetime = Field(description=gettext_noop("开具的时刻"))
    voided: bool = Field(description=gettext_noop("作废了没有"))


class CertificatePartOut(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    weight_g: int = Field(description=gettext_noop("这一批承诺多少，克"))


class CertificateWhole(CertificateOut):
    promises: list[str] = Field(description=gettext_noop("承诺的原文，中文"))
    contact: str = Field(description=gettext_noop("联系电话，和纸上的一样"))
    test: str = Field(description=gettext_noop("做了什么检测；没有时为空"))
    used: str = Field(description=gettext_noop("检的是哪些用过的药；没有时为空"))
    lots: list[CertificatePartOut] = Field(description=gettext_noop("哪些批次；提前开的为空"))
    named: list[str] = Field(description=gettext_noop("写明的合格证的编号"))
    left_g: int = Field(description=gettext_noop("还能用来交多少，克"))
    void_reason: str = Field(description=gettext_noop("为什么作废；没有作废时为空"))


class PaperOut(Schema):
    name: str = Field(description=gettext_noop("文件名"))
    content_type: str = Field(description=gettext_noop("文件类型，application/pdf"))
    content: str = Field(description=gettext_noop("文件内容，Base64"))


class CertificateAsk(Window):
    since: Moment | None = Field(None, description=gettext_noop("只要从这个时刻起开具的"))
    until: Moment | None = Field(None, description=gettext_noop("只要这个时刻以前开具的"))
    voided: bool | None = Field(None, description=gettext_noop("只要作废的，或只要没有作废的"))
    lot: Code | None = Field(None, description=gettext_noop("只要写着这一批的"))
    text: Search = Field("", description=gettext_noop("编号，或者承诺人名字里的几个字"))


class PaperAsk(Asked):
    size: PaperSize = Field(PaperSize.SHEET, description=gettext_noop("60x40 标签（毫米），a4 整张"))


def shape(row: "Certificate") -> CertificateOut:
    return CertificateOut(
        id=row.pk,
        number=row.number,
        form=Form(row.form),
        organisation_id=row.organisation_id,
        household_id=row.household_id,
        promiser=row.promiser,
        variety=row.variety.code,
        weight_g=row.weight_g,
        origin=row.origin,
        bases=[Basis(basis) for basis in row.bases.split(",")],
        issued_at=row.issued_at,
        voided=hasattr(row, "void"),
    )


def whole(request: Request, certificate_id: int, permission: str = "certificates.see") -> CertificateWhole:
    """:raises NotFound: if there is none, or the caller may not know of it"""
    row = queries.certificate(request.auth, certificate_id, permission=permission)
    void = getattr(row, "void", None)
    return CertificateWhole(
        **dict(shape(row)),
        promises=list(PROMISES[Form(row.form)]),
        contact=row.contact,
        test=row.test,
        used=row.used,
        lots=[CertificatePartOut(lot=part.lot.code, weight_g=part.weight_g) for part in queries.parts_of(row)],
        named=queries.named_numbers(row),
        left_g=queries.left_g(row),
        void_reason=void.reason if void else "",
    )


@read(
    router,
    "/certificates",
    answer=Page[CertificateOut],
    needs="certificates.see",
    summary=gettext_noop("合格证列表"),
    description=gettext_noop("看得到的单位和农户开具的承诺达标合格证，新的在前；作废的也在。"),
)
def list_certificates(request: Request, asked: Query[CertificateAsk]) -> object:
    found = queries.certificates(
        request.auth,
        since=asked.since,
        until=asked.until,
        text=asked.text,
        void=asked.voided,
        lot_id=goods_lot_id(request, asked.lot) if asked.lot is not None else None,
    )
    return page_of(found, asked, shape)


@read(
    router,
    "/certificates/{certificate_id}",
    answer=CertificateWhole,
    needs="certificates.see",
    summary=gettext_noop("一张合格证"),
    description=gettext_noop("按记录编号读一张，连同批次、写明的合格证和还能交多少；作废的写着原因。"),
)
def get_certificate(request: Request, certificate_id: RowId) -> object:
    return whole(request, certificate_id)


@read(
    router,
    "/certificates/{certificate_id}/paper",
    answer=PaperOut,
    needs="certificates.see",
    summary=gettext_noop("一张合格证的纸面"),
    description=gettext_noop("PDF：60×40 毫米标签或 A4，带二维码和编号，原文按部令；作废的上面印着“已作废 VOID”。"),
)
def get_certificate_paper(request: Request, certificate_id: RowId, asked: Query[PaperAsk]) -> object:
    row = queries.certificate(request.auth, certificate_id)
    data = printed(request.auth, [row.pk], asked.size.value, request.get_host())
    content = base64.b64encode(data).decode()
    return PaperOut(name=f"{row.number}-{asked.size.value}.pdf", content_type="application/pdf", content=content)


@write(
    router,
    "POST /certificates",
    answer=CertificateWhole,
    status=201,
    needs="certificates.issue",
    summary=gettext_noop("开一张合格证"),
    description=gettext_noop(
        "给在手的批次开，或者给还没有交的果先开。承诺的重量不超过这批果的重量；开了不能改，只能作废。"
        "同一个 Idempotency-Key 再发，还是那一张。"
    ),
)
def issue_certificate(request: Request, body: CertificateIn) -> object:
    draft = CertificateDraft(
        form=body.form,
        organisation_id=body.organisation_id,
        household_id=body.household_id,
        variety_id=variety_id(body.variety),
        weight_g=body.weight_g,
        signed_by=body.signed_by,
        contact=body.contact,
        bases=tuple(body.bases),
        origin=body.origin,
        test=body.test,
        used=body.used,
        lots=tuple(Part(goods_lot_id(request, one.lot), one.weight_g) for one in body.lots),
        collected=tuple(body.collected),
        earlier=tuple(body.earlier),
    )
    made = actions.issue(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return whole(request, made, "certificates.issue")


@write(
    router,
    "POST /certificates/{certificate_id}/void",
    answer=CertificateWhole,
    needs="certificates.void",
    summary=gettext_noop("作废一张合格证"),
    description=gettext_noop("开错了的整张作废，写明原因；谁都还查得到，重量可以重新承诺。"),
)
def void_certificate(request: Request, certificate_id: RowId, body: Why) -> object:
    actions.void(**actor_and_now(request), certificate_id=certificate_id, reason=body.reason)
    return whole(request, certificate_id, "certificates.void")
