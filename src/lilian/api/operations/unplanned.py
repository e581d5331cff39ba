"""Loads that no plan expected: what came in so, and writing one down."""

from datetime import datetime
from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Id, PersonName, RowId, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.operations.named import variety_id
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.flows import loads
from lilian.kernel.marks import gettext_noop
from lilian.storage import actions, queries
from lilian.storage.values import UnplannedDraft

router = Router()


class UnplannedIn(Asked):
    store_id: Id = Field(description=gettext_noop("冷库的记录编号"))
    weight_g: SomeGrams = Field(description=gettext_noop("过磅的重量，克"), examples=[4_200_000])
    variety: Code | None = Field(None, description=gettext_noop("品种代码；写了批次就不用写"), examples=["YLX"])
    lot: Code | None = Field(
        None, description=gettext_noop("登记过的待储批次；记下以后它就算已入库"), examples=["PC-0012"]
    )
    brought_by: PersonName = Field("", description=gettext_noop("谁送来的：果农、村或合作社"), examples=["后堰村"])
    note: ShortNote = Field("", description=gettext_noop("备注"))


class UnplannedOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    store: str = Field(description=gettext_noop("冷库代码"))
    variety: str = Field(description=gettext_noop("品种代码"))
    lot: str | None = Field(description=gettext_noop("批次代码，没有就是空"))
    brought_by: str = Field(description=gettext_noop("谁送来的：果农、村或合作社"))
    weight_g: int = Field(description=gettext_noop("过磅的重量，克；撤回的一笔是负数"))
    at: datetime = Field(description=gettext_noop("记下的时间"))
    reverses_id: int | None = Field(description=gettext_noop("撤回的是哪一笔，没有就是空"))
    note: str = Field(description=gettext_noop("备注"))


class UnplannedAsk(Window):
    store_id: RowId | None = Field(None, description=gettext_noop("只要送到这个冷库的"))


def shape(row: Any) -> UnplannedOut:
    return UnplannedOut(
        id=row.pk,
        store=row.store.code,
        variety=row.variety.code,
        lot=row.lot.code if row.lot else None,
        brought_by=row.brought_by,
        weight_g=row.weight_g,
        at=row.at,
        reverses_id=row.reverses_id,
        note=row.note,
    )


@read(
    router,
    "/unplanned-arrivals",
    answer=Page[UnplannedOut],
    needs="storage.see_arrivals",
    summary=gettext_noop("计划外到货列表"),
    description=gettext_noop(
        "没有方案、却送到冷库的果，新的在前；撤回的和撤回它的两笔都在。库管员只看得到本单位冷库的。"
    ),
)
def list_unplanned_arrivals(request: Request, asked: Query[UnplannedAsk]) -> object:
    return page_of(queries.unplanned_arrivals(request.auth, store_id=asked.store_id), asked, shape)


@write(
    router,
    "POST /unplanned-arrivals",
    answer=UnplannedOut,
    status=201,
    needs="storage.record_arrival",
    summary=gettext_noop("登记计划外到货"),
    description=gettext_noop("按过磅的重量登记一车方案里没有的果，马上算进库存。写品种或批次，至少一样。"),
)
def record_unplanned_arrival(request: Request, body: UnplannedIn) -> object:
    draft = UnplannedDraft(
        store_id=body.store_id,
        variety_id=variety_id(body.variety) if body.variety else None,
        weight_g=body.weight_g,
        brought_by=body.brought_by,
        note=body.note,
        lot_code=body.lot or "",
    )
    made = actions.record_unplanned(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return shape(queries.unplanned_one(request.auth, made))


@write(
    router,
    "POST /unplanned-arrivals/{arrival_id}/take-back",
    answer=UnplannedOut,
    status=201,
    needs="storage.record_arrival",
    summary=gettext_noop("撤回计划外到货"),
    description=gettext_noop("记错了的一笔，写一笔相反的把它抵掉。撤回过的不能再撤回。"),
)
def take_back_unplanned_arrival(request: Request, arrival_id: RowId) -> object:
    made = loads.take_back_unplanned(**actor_and_now(request), arrival_id=arrival_id)
    return shape(queries.unplanned_one(request.auth, made))
