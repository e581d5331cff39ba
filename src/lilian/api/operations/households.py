"""Households, for those who may see people; phones stay masked."""

from datetime import date
from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import RowId, Search
from lilian.api.operation import read
from lilian.api.shapes import Page, Window, page_made
from lilian.kernel.marks import gettext_noop
from lilian.members import queries

router = Router()


class HouseholdOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("农户编号"), examples=["H0012"])
    organisation_id: int = Field(description=gettext_noop("所属单位的记录编号"))
    village: str = Field(description=gettext_noop("村"))
    head: str = Field(description=gettext_noop("户主姓名，照您的权限遮住一部分；没有定时为空"))
    phone: str = Field(description=gettext_noop("户主手机号，遮住中间几位"))
    people: int = Field(description=gettext_noop("几口人"))
    blocks: int = Field(description=gettext_noop("在用的地块几块"))
    area_m2: int = Field(description=gettext_noop("在用的地块一共多大，平方米"))


class MemberOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("人员编号"))
    name: str = Field(description=gettext_noop("姓名，照您的权限遮住一部分"))
    is_head: bool = Field(description=gettext_noop("是不是户主"))


class BlockOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("地点代码"))
    name: str = Field(description=gettext_noop("地点名称"))
    area_m2: int | None = Field(description=gettext_noop("地块面积，平方米"))


class HouseholdWhole(HouseholdOut):
    closed_on: date | None = Field(description=gettext_noop("销户的日期；还在时为空"))
    members: list[MemberOut] = Field(description=gettext_noop("家里人，户主在前"))
    orchard: list[BlockOut] = Field(description=gettext_noop("在用的地块"))


class HouseholdAsk(Window):
    organisation_id: RowId | None = Field(None, description=gettext_noop("只要这个单位的"))
    text: Search = Field("", description=gettext_noop("农户编号，或家里人的姓名、拼音、手机尾号"))


@read(
    router,
    "/households",
    answer=Page[HouseholdOut],
    needs="members.see_people",
    summary=gettext_noop("农户列表"),
    description=gettext_noop("还在的农户，按编号排列；合作社只看得到本社的。"),
)
def list_households(request: Request, asked: Query[HouseholdAsk]) -> object:
    found = queries.households(request.auth, organisation_id=asked.organisation_id, text=asked.text).order_by("code")
    return page_made(found, asked, lambda part: queries.household_cards(request.auth, part))


@read(
    router,
    "/households/{household_id}",
    answer=HouseholdWhole,
    needs="members.see_people",
    summary=gettext_noop("一户农户"),
    description=gettext_noop("一户的人和地块；销了户的也读得到。"),
)
def get_household(request: Request, household_id: RowId) -> object:
    household = queries.household(request.auth, household_id)
    (card,) = queries.household_cards(
        request.auth, queries.households(request.auth, closed=None).filter(pk=household_id)
    )
    people = list(queries.people_of(request.auth, household_id))
    cards = queries.person_cards(request.auth, people)
    members = [_member(one, person.is_head) for one, person in zip(cards, people, strict=True)]
    blocks = list(queries.blocks_of(request.auth, household_id))
    return {**vars(card), "closed_on": household.closed_on, "members": members, "orchard": blocks}


def _member(card: Any, is_head: bool) -> MemberOut:
    return MemberOut(id=card.id, code=card.code, name=card.name, is_head=is_head)
