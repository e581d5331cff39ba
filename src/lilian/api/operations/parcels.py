"""Parcels: boxes and pallets leave, arrive, or come back."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import LINE, Code, Id, Moment, Number, PersonName, Reason, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_made, page_of, shaped
from lilian.kernel.marks import gettext_noop
from lilian.parcels import actions, queries
from lilian.parcels.values import Carriage, ParcelCard, ParcelDraft, ParcelState, Receiver

if TYPE_CHECKING:
    from lilian.parcels.models import Loading

router = Router()
MOST_CODES = 2_000
Phone = Annotated[str, StringConstraints(strict=True, max_length=40, pattern=LINE)]
Plate = Annotated[str, StringConstraints(strict=True, max_length=20, pattern=LINE)]


class ParcelIn(Asked):
    location_id: Id = Field(description=gettext_noop("从哪个存放处发，它的记录编号"))
    receiver_id: Id | None = Field(None, description=gettext_noop("收件的成员单位；和收件人姓名只写一个"))
    receiver_name: PersonName = Field("", description=gettext_noop("外面的收件人姓名"))
    receiver_phone: Phone = Field("", description=gettext_noop("外面的收件人电话"))
    codes: list[Code] = Field(
        min_length=1, max_length=MOST_CODES, description=gettext_noop("箱码或托盘码，一次最多 2000 箱，全发或全不发")
    )
    to_id: Id | None = Field(None, description=gettext_noop("我们自己的车或网店仓，移到那里；不写就是卖出"))
    carrier: PersonName = Field("", description=gettext_noop("承运人"))
    plate: Plate = Field("", description=gettext_noop("车牌"))
    waybill: Number = Field("", description=gettext_noop("运单号"))
    loaded_at: Moment | None = Field(None, description=gettext_noop("装车的时刻，带时区；不写就是现在"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class ParcelArrivedIn(Asked):
    at: Moment | None = Field(None, description=gettext_noop("送到的时刻，带时区；不写就是现在"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class ParcelBackIn(Asked):
    codes: list[Code] = Field([], max_length=MOST_CODES, description=gettext_noop("退回的箱码；不写就是还在外面的全部"))
    location_id: Id = Field(description=gettext_noop("退到哪个存放处，它的记录编号"))
    reason: Reason = Field(description=gettext_noop("为什么退回"), examples=["压坏"])


class ParcelOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("发件号"))
    organisation_id: int = Field(description=gettext_noop("发件单位的记录编号"))
    organisation: str = Field(description=gettext_noop("发件单位"))
    location: str = Field(description=gettext_noop("从哪个存放处发的"))
    receiver_id: int | None = Field(description=gettext_noop("收件的成员单位；外面的人为空"))
    receiver: str = Field(description=gettext_noop("收件人"))
    phone: str = Field(description=gettext_noop("收件人电话；成员单位为空"))
    carrier: str = Field(description=gettext_noop("承运人"))
    plate: str = Field(description=gettext_noop("车牌"))
    waybill: str = Field(description=gettext_noop("运单号"))
    loaded_at: datetime = Field(description=gettext_noop("装车的时刻"))
    arrived_at: datetime | None = Field(description=gettext_noop("送到的时刻；没有登记时为空"))
    boxes: int = Field(description=gettext_noop("发出几箱"))
    net_g: int = Field(description=gettext_noop("一共净重，克"))
    back: int = Field(description=gettext_noop("其中退回几箱"))
    state: ParcelState = Field(
        description=gettext_noop("on_the_road 在路上，arrived 已送到，partly_back 部分退回，back 全部退回")
    )
    note: str = Field(description=gettext_noop("备注"))


class LoadedBoxOut(Schema):
    code: str = Field(description=gettext_noop("箱码"))
    net_g: int = Field(description=gettext_noop("净重，克"))
    since: datetime = Field(description=gettext_noop("装车的时刻"))
    until: datetime | None = Field(description=gettext_noop("退回的时刻；没有退回时为空"))
    reason: str = Field(description=gettext_noop("为什么退回；没有退回时为空"))


def shape(card: ParcelCard) -> ParcelOut:
    return ParcelOut.model_validate({**vars(card), "id": card.parcel_id, **vars(card.carriage)})


def loaded_shape(row: "Loading") -> LoadedBoxOut:
    reason = row.back.reason if row.back else ""
    return LoadedBoxOut(code=row.box.code, net_g=row.box.net_g, since=row.since, until=row.until, reason=reason)


def parcel_now(request: Request, parcel_id: int) -> ParcelOut:
    """:raises NotFound: if there is none, or the caller may not see it"""
    return shape(queries.parcel(request.auth, parcel_id))


@read(
    router,
    "/parcels",
    answer=Page[ParcelOut],
    needs="parcels.see",
    summary=gettext_noop("发件列表"),
    description=gettext_noop("本单位发出的和发给本单位的，新的在前。"),
)
def list_parcels(request: Request, asked: Query[Window]) -> object:
    return page_made(queries.parcels(request.auth), asked, lambda part: shaped(queries.parcel_cards(part), shape))


@read(
    router,
    "/parcels/{parcel_id}",
    answer=ParcelOut,
    needs="parcels.see",
    summary=gettext_noop("一票发件"),
    description=gettext_noop("发给谁、几箱、送到没有、退回几箱。"),
)
def get_parcel(request: Request, parcel_id: RowId) -> object:
    return parcel_now(request, parcel_id)


@read(
    router,
    "/parcels/{parcel_id}/boxes",
    answer=Page[LoadedBoxOut],
    needs="parcels.see",
    summary=gettext_noop("一票发件里的箱"),
    description=gettext_noop("每一箱什么时候装上、什么时候退回。"),
)
def list_parcel_boxes(request: Request, parcel_id: RowId, asked: Query[Window]) -> object:
    queries.parcel(request.auth, parcel_id)  # not found, if there is no such parcel
    return page_of(queries.boxes_of(request.auth, parcel_id), asked, loaded_shape)


@write(
    router,
    "POST /parcels",
    answer=ParcelOut,
    status=201,
    needs="parcels.send",
    summary=gettext_noop("发件"),
    description=gettext_noop("箱或整托盘发给一个收件人，全发或全不发；作废、隔离、召回的不发，说出是哪一箱。"),
)
def send_parcel(request: Request, body: ParcelIn) -> object:
    draft = ParcelDraft(
        location_id=body.location_id,
        receiver=Receiver(body.receiver_id, body.receiver_name, body.receiver_phone),
        codes=tuple(body.codes),
        to_id=body.to_id,
        carriage=Carriage(body.carrier, body.plate, body.waybill),
        loaded_at=body.loaded_at,
        note=body.note,
    )
    made = actions.send(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return parcel_now(request, made)


@write(
    router,
    "POST /parcels/{parcel_id}/arrive",
    answer=ParcelOut,
    needs="parcels.send",
    summary=gettext_noop("登记送到"),
    description=gettext_noop("收件人收到了；一票登记一次。"),
)
def arrive_parcel(request: Request, parcel_id: RowId, body: ParcelArrivedIn) -> object:
    said = actor_and_now(request)
    actions.arrive(**said, parcel_id=parcel_id, at=body.at or said["now"], note=body.note)
    return parcel_now(request, parcel_id)


@write(
    router,
    "POST /parcels/{parcel_id}/bring-back",
    answer=ParcelOut,
    needs="parcels.send",
    summary=gettext_noop("登记退回"),
    description=gettext_noop("几箱或全部退回到一个存放处，重新入账；原来发过的记录留着。"),
)
def bring_parcel_back(request: Request, parcel_id: RowId, body: ParcelBackIn) -> object:
    actions.bring_back(
        **actor_and_now(request),
        parcel_id=parcel_id,
        codes=body.codes,
        location_id=body.location_id,
        reason=body.reason,
        client_key=request.client_key,
    )
    return parcel_now(request, parcel_id)
