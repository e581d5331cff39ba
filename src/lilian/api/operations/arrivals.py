"""What adopted plans send to stores, and what came in."""

from datetime import date
from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, RowId, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.storage import actions, queries

router = Router()


class ExpectedOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    plan_id: int = Field(description=gettext_noop("计划的记录编号"))
    store: str = Field(description=gettext_noop("冷库代码"))
    lot: str = Field(description=gettext_noop("批次代码"))
    point: str = Field(description=gettext_noop("收购点"))
    village: str = Field(description=gettext_noop("村"))
    day: date = Field(description=gettext_noop("计划哪一天到"))
    weight_g: int = Field(description=gettext_noop("计划的重量，克"))
    arrived_g: int = Field(description=gettext_noop("已经到的重量，克"))


class ArrivalIn(Asked):
    weight_g: SomeGrams = Field(description=gettext_noop("过磅的重量，克"), examples=[18_400_000])
    note: ShortNote = Field("", description=gettext_noop("备注"))


class ExpectedAsk(Window):
    day: Day | None = Field(None, description=gettext_noop("只要计划这一天到的"))
    store_id: RowId | None = Field(None, description=gettext_noop("只要送到这个冷库的"))
    plan_id: RowId | None = Field(None, description=gettext_noop("只要这个计划的；不写就是所有已采纳的计划"))


def shape(row: Any) -> ExpectedOut:
    """`row`: an expected arrival, annotated with `came_g`."""
    return ExpectedOut(
        id=row.pk,
        plan_id=row.plan_id,
        store=row.store_code,
        lot=row.lot_code,
        point=row.point,
        village=row.village,
        day=row.day,
        weight_g=row.weight_g,
        arrived_g=row.came_g,
    )


@read(
    router,
    "/arrivals",
    answer=Page[ExpectedOut],
    needs="storage.see_arrivals",
    summary=gettext_noop("到货计划列表"),
    description=gettext_noop("已采纳的计划要送到冷库的批次，以及已经到了多少。库管员只看得到本单位冷库的。"),
)
def list_arrivals(request: Request, asked: Query[ExpectedAsk]) -> object:
    found = queries.expected_arrivals(request.auth, day=asked.day, store_id=asked.store_id, plan_id=asked.plan_id)
    return page_of(found, asked, shape)


@read(
    router,
    "/arrivals/{arrival_id}",
    answer=ExpectedOut,
    needs="storage.see_arrivals",
    summary=gettext_noop("一条到货计划"),
    description=gettext_noop("按记录编号读一条到货计划。"),
)
def get_arrival(request: Request, arrival_id: RowId) -> object:
    return shape(queries.expected_one(request.auth, arrival_id))


@write(
    router,
    "POST /arrivals/{arrival_id}/record",
    answer=ExpectedOut,
    status=201,
    needs="storage.record_arrival",
    summary=gettext_noop("登记到货"),
    description=gettext_noop("按过磅的重量登记一条到货计划已经到库。登记过的不能再登记；记错了请在网页上撤回。"),
)
def record_arrival(request: Request, arrival_id: RowId, body: ArrivalIn) -> object:
    actions.record_arrival(
        **actor_and_now(request),
        expected_id=arrival_id,
        weight_g=body.weight_g,
        client_key=request.client_key,
        note=body.note,
    )
    return shape(queries.expected_one(request.auth, arrival_id))
