"""Lots on hand that lack a certificate, and what one for them would say."""

from datetime import date

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import Code
from lilian.api.operation import read
from lilian.api.operations.certificates.issued import CertificatePartOut
from lilian.api.operations.named import goods_lot_id
from lilian.api.shapes import Asked, Page, Window, page_made
from lilian.certificates import queries
from lilian.certificates.values import Form, Lacking
from lilian.kernel.marks import gettext_noop
from lilian.stock import queries as stock

router = Router()
MOST_LOTS = 100


class LackingOut(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    organisation_id: int = Field(description=gettext_noop("货主单位的记录编号"))
    owner: str = Field(description=gettext_noop("货主"))
    variety: str = Field(description=gettext_noop("品种名称"))
    made_on: date = Field(description=gettext_noop("哪一天成为一批"))
    weight_g: int = Field(description=gettext_noop("在手多少，克"))
    mixed: bool = Field(description=gettext_noop("是不是混批或分批来的"))


class ProposalAsk(Asked):
    lot: list[Code] = Field(min_length=1, max_length=MOST_LOTS, description=gettext_noop("哪些批次，可以写几个"))


class NamedOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    number: str = Field(description=gettext_noop("合格证编号"))


class ProposalOut(Schema):
    form: Form = Field(description=gettext_noop("producer 生产者，buyer 收购者：看果是谁种的"))
    lots: list[CertificatePartOut] = Field(description=gettext_noop("每一批还能承诺多少"))
    own: list[CertificatePartOut] = Field(
        description=gettext_noop("自己种的还能承诺多少，可以单开生产者的；收购来的不在里面")
    )
    earlier: list[NamedOut] = Field(description=gettext_noop("要写明的本系统合格证，最近的；已经换过的不在里面"))
    collected: list[NamedOut] = Field(description=gettext_noop("要写明的收取记录"))


def lacking_shape(one: Lacking) -> LackingOut:
    return LackingOut.model_validate({**vars(one), "lot": one.code, "organisation_id": one.owner_id})


@read(
    router,
    "/lots-without-certificate",
    answer=Page[LackingOut],
    needs="certificates.issue",
    summary=gettext_noop("没有合格证的批次"),
    description=gettext_noop("在手的果里没有一张有效合格证的批次，新的在前；混批、分批以后要重开。"),
)
def list_lots_without_certificate(request: Request, asked: Query[Window]) -> object:
    found = queries.lacking(request.auth)
    return page_made(found, asked, lambda part: [lacking_shape(one) for one in queries.told(part)])


@read(
    router,
    "/certificate-proposal",
    answer=ProposalOut,
    needs="certificates.issue",
    summary=gettext_noop("合格证该怎么写"),
    description=gettext_noop("给这些批次开一张时：用哪种，每批还能承诺多少，要写明哪些合格证。"),
)
def get_certificate_proposal(request: Request, asked: Query[ProposalAsk]) -> object:
    keys = [goods_lot_id(request, code) for code in asked.lot]
    made = queries.proposal(request.auth, keys, stock.owners(keys[:1])[keys[0]][-1][1])
    return ProposalOut(
        form=made.form,
        lots=[CertificatePartOut(lot=made.codes[key], weight_g=left_g) for key, left_g in made.lots.items()],
        own=[CertificatePartOut(lot=made.codes[key], weight_g=own_g) for key, own_g in made.own.items()],
        earlier=[NamedOut(id=key, number=number) for key, number in made.earlier.items()],
        collected=[NamedOut(id=key, number=number) for key, number in made.collected.items()],
    )
