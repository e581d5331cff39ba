"""Certificates that came with fruit, and those that come after it."""

from datetime import date
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, Id, Number, PersonName, RowId, Search
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.certificates import queries
from lilian.certificates.values import Misfit
from lilian.flows import receiving as flow
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.certificates.models import Collected

router = Router()


class CollectedOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    number: str = Field(description=gettext_noop("合格证编号，或者纸上的字样"))
    issuer: str = Field(description=gettext_noop("谁开具的"))
    organisation_id: int = Field(description=gettext_noop("收取单位的记录编号"))
    lot: str = Field(description=gettext_noop("一起收的果品批次代码"))
    variety: str = Field(description=gettext_noop("品种代码"))
    weight_g: int = Field(description=gettext_noop("一起收了多少果，克"))
    day: date = Field(description=gettext_noop("收取日期"))
    certificate_id: int | None = Field(description=gettext_noop("本系统开具的，它的记录编号；外来的为空"))
    misfit: Misfit | None = Field(description=gettext_noop("断网时收的，对不上的原因；对得上时为空"))
    given_back: bool = Field(description=gettext_noop("收果单作废，退回了没有"))
    voided: bool = Field(description=gettext_noop("后来作废了没有"))


class CollectedAsk(Window):
    first_day: Day | None = Field(None, description=gettext_noop("只要从这一天起收取的"))
    last_day: Day | None = Field(None, description=gettext_noop("只要到这一天为止收取的"))
    misfit: bool | None = Field(None, description=gettext_noop("只要对不上的，或只要对得上的"))
    text: Search = Field("", description=gettext_noop("编号或开具人里的几个字"))


class CollectIn(Asked):
    slip_id: Id = Field(description=gettext_noop("收果单的记录编号"))
    number: Number = Field(description=gettext_noop("合格证编号"), examples=["HG0A1B2C3D4EF"])
    issuer: PersonName = Field("", description=gettext_noop("外来的是谁开具的；不写就是交果人"))


def shape(row: "Collected") -> CollectedOut:
    return CollectedOut(
        id=row.pk,
        number=row.number,
        issuer=row.issuer,
        organisation_id=row.organisation_id,
        lot=row.lot.code,
        variety=row.variety.code,
        weight_g=row.weight_g,
        day=row.day,
        certificate_id=row.certificate_id,
        misfit=Misfit(row.misfit) if row.misfit else None,
        given_back=hasattr(row, "given_back"),
        voided=row.certificate is not None and hasattr(row.certificate, "void"),
    )


@read(
    router,
    "/collected-certificates",
    answer=Page[CollectedOut],
    needs="certificates.see_collected",
    summary=gettext_noop("收取的合格证"),
    description=gettext_noop("看得到的单位收果时收的合格证，新的在前；对不上的、退回的也在。"),
)
def list_collected_certificates(request: Request, asked: Query[CollectedAsk]) -> object:
    found = queries.collected(
        request.auth, first_day=asked.first_day, last_day=asked.last_day, text=asked.text, misfit=asked.misfit
    )
    return page_of(found, asked, shape)


@read(
    router,
    "/collected-certificates/{collected_id}",
    answer=CollectedOut,
    needs="certificates.see_collected",
    summary=gettext_noop("一张收取的合格证"),
    description=gettext_noop("按收取记录的编号读一张。"),
)
def get_collected_certificate(request: Request, collected_id: RowId) -> object:
    return shape(queries.one_collected(request.auth, collected_id))


@write(
    router,
    "POST /collected-certificates",
    answer=CollectedOut,
    status=201,
    needs="certificates.collect",
    summary=gettext_noop("补收一张合格证"),
    description=gettext_noop(
        "果已经收下、合格证后到的，或者断网时收的对不上、换一张对的。过秤时带来的，写在收果单里一起报。"
    ),
)
def collect_certificate(request: Request, body: CollectIn) -> object:
    said = body.model_dump()
    made = flow.bring_certificate(**actor_and_now(request), **said, client_key=request.client_key)
    return shape(queries.one_collected(request.auth, made, permission="certificates.collect"))
