"""How much owners mean to take out in which month."""

from datetime import date
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, GradeCode, Grams, Id
from lilian.api.operation import read, write
from lilian.api.operations.named import variety_id
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.idling import actions, queries
from lilian.idling.values import WithdrawalDraft
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.idling.models import PlannedWithdrawal

router = Router()
MOST_AT_ONCE = 500


class WithdrawalIn(Asked):
    owner_id: Id = Field(description=gettext_noop("货主的记录编号"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: GradeCode = Field("", description=gettext_noop("等级代码；不分等级时为空"))
    month: Day = Field(description=gettext_noop("哪个月，里面的任何一天"), examples=["2027-03-01"])
    weight_g: Grams = Field(description=gettext_noop("打算出多少，克；0 是不出了"), examples=[40_000_000])


class WithdrawalsIn(Asked):
    withdrawals: list[WithdrawalIn] = Field(
        min_length=1, max_length=MOST_AT_ONCE, description=gettext_noop("一次最多 500 条")
    )


class WithdrawalsChanged(Schema):
    changed: int = Field(description=gettext_noop("变了几条；和以前一样的不算"))


class WithdrawalOut(Schema):
    owner_id: int = Field(description=gettext_noop("货主的记录编号"))
    variety: str = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: str = Field(description=gettext_noop("等级代码；不分等级时为空"))
    month: date = Field(description=gettext_noop("哪个月，写成它的一号"))
    weight_g: int = Field(description=gettext_noop("打算出多少，克"))


def shape(row: "PlannedWithdrawal") -> WithdrawalOut:
    return WithdrawalOut(
        owner_id=row.owner_id, variety=row.variety.code, grade=row.grade, month=row.month, weight_g=row.weight_g
    )


@read(
    router,
    "/planned-withdrawals",
    answer=Page[WithdrawalOut],
    needs="idling.see_withdrawals",
    summary=gettext_noop("计划出库"),
    description=gettext_noop("各货主打算哪个月出多少；淡季并库方案按它算。"),
)
def list_planned_withdrawals(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.withdrawals(request.auth).order_by("month", "owner_id", "pk"), asked, shape)


@write(
    router,
    "POST /planned-withdrawals",
    answer=WithdrawalsChanged,
    needs="idling.plan_withdrawals",
    summary=gettext_noop("报一批计划出库"),
    description=gettext_noop("同一个货主、品种、等级和月份，后报的算数；全记或全不记。"),
)
def plan_withdrawals(request: Request, body: WithdrawalsIn) -> object:
    drafts = [
        WithdrawalDraft(one.owner_id, variety_id(one.variety), one.month, one.weight_g, one.grade)
        for one in body.withdrawals
    ]
    return WithdrawalsChanged(changed=actions.plan_withdrawals(**actor_and_now(request), drafts=drafts))
