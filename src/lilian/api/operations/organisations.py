"""Organisations of the alliance."""

from datetime import date
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import Day, RowId, Search
from lilian.api.operation import read
from lilian.api.shapes import Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.members import queries
from lilian.members.values import OrganisationKind, OrganisationLevel

if TYPE_CHECKING:
    from lilian.members.models import Organisation

router = Router()


class OrganisationOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("单位代码"), examples=["HZS-012"])
    name: str = Field(description=gettext_noop("单位名称"))
    kind: OrganisationKind = Field(description=gettext_noop("单位类别"))
    level: OrganisationLevel = Field(description=gettext_noop("单位层级"))
    uscc: str | None = Field(description=gettext_noop("统一社会信用代码"))
    parent_id: int | None = Field(description=gettext_noop("上级单位的记录编号"))
    township: str | None = Field(description=gettext_noop("乡镇"))
    village: str = Field(description=gettext_noop("村"))
    joined_on: date = Field(description=gettext_noop("加入联盟的日期"))
    left_on: date | None = Field(description=gettext_noop("退出联盟的日期；还在时为空"))


class OrganisationAsk(Window):
    kind: OrganisationKind | None = Field(None, description=gettext_noop("只要这一类单位"))
    on: Day | None = Field(None, description=gettext_noop("只要这一天是成员的单位"))
    text: Search = Field("", description=gettext_noop("名称、拼音、首字母或代码里的几个字"))


def shape(row: "Organisation") -> OrganisationOut:
    return OrganisationOut(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=OrganisationKind(row.kind),
        level=OrganisationLevel(row.level),
        uscc=row.uscc,
        parent_id=row.parent_id,
        township=row.township.name if row.township else None,
        village=row.village,
        joined_on=row.joined_on,
        left_on=row.left_on,
    )


@read(
    router,
    "/organisations",
    answer=Page[OrganisationOut],
    needs="members.see",
    summary=gettext_noop("成员单位列表"),
    description=gettext_noop("联盟的成员单位，按代码排列；可以按类别、日期和名称筛选。"),
)
def list_organisations(request: Request, asked: Query[OrganisationAsk]) -> object:
    return page_of(queries.organisations(request.auth, on=asked.on, kind=asked.kind, text=asked.text), asked, shape)


@read(
    router,
    "/organisations/{organisation_id}",
    answer=OrganisationOut,
    needs="members.see",
    summary=gettext_noop("一个成员单位"),
    description=gettext_noop("按记录编号读一个成员单位。"),
)
def get_organisation(request: Request, organisation_id: RowId) -> object:
    return shape(queries.organisation(request.auth, organisation_id))
