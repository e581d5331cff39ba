"""Room asked for, offered, promised."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, Id, Latitude, Longitude, RowId, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.operations.named import only, variety_id
from lilian.api.shapes import Asked, Page, Why, Window, page_of, shaped
from lilian.keeping import actions, queries
from lilian.keeping.values import RequestDraft, RequestStatus
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.keeping.models import Booking, RoomRequest

router = Router()


class RequestIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("要库位的单位的记录编号"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    weight_g: SomeGrams = Field(description=gettext_noop("要放多少，克"), examples=[30_000_000])
    starts_on: Day = Field(description=gettext_noop("从哪一天起"))
    ends_on: Day = Field(description=gettext_noop("到哪一天为止，那天已经不用"))
    lat: Latitude = Field(description=gettext_noop("果在哪里，纬度，度，WGS-84"), examples=[36.69])
    lon: Longitude = Field(description=gettext_noop("果在哪里，经度，度，WGS-84"), examples=[110.94])
    note: ShortNote = Field("", description=gettext_noop("备注"))


class BookingOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    organisation_id: int = Field(description=gettext_noop("订了库位的单位的记录编号"))
    weight_g: int = Field(description=gettext_noop("答应了多少，克"))
    used_g: int = Field(description=gettext_noop("已经入库的，克"))
    starts_on: date = Field(description=gettext_noop("从哪一天起"))
    ends_on: date = Field(description=gettext_noop("到哪一天为止，那天已经不用"))


class RequestOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    organisation_id: int = Field(description=gettext_noop("要库位的单位的记录编号"))
    variety: str = Field(description=gettext_noop("品种代码"))
    weight_g: int = Field(description=gettext_noop("要放多少，克"))
    starts_on: date = Field(description=gettext_noop("从哪一天起"))
    ends_on: date = Field(description=gettext_noop("到哪一天为止，那天已经不用"))
    lat: float = Field(description=gettext_noop("果在哪里，纬度，度，WGS-84"))
    lon: float = Field(description=gettext_noop("果在哪里，经度，度，WGS-84"))
    status: RequestStatus = Field(
        description=gettext_noop("asked 待答复，accepted 已答应，declined 没答应，withdrawn 已撤回")
    )
    answer: str = Field(description=gettext_noop("答应的库房，或为什么没答应"))
    note: str = Field(description=gettext_noop("备注"))
    bookings: list[BookingOut] = Field(description=gettext_noop("答应的库位"))


class FeeChangeOut(Schema):
    effective_from: date = Field(description=gettext_noop("从哪一天起"))
    fen_per_tonne_month: int = Field(description=gettext_noop("仓储费，每吨每月多少分"))


class OfferOut(Schema):
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    room: str = Field(description=gettext_noop("冷库和库房"))
    store_id: int = Field(description=gettext_noop("冷库的记录编号"))
    distance_km: float = Field(description=gettext_noop("直线距离，公里"))
    free_g: int = Field(description=gettext_noop("整段时间都空着的，克"))
    fee_fen_per_tonne_month: int = Field(description=gettext_noop("仓储费，每吨每月多少分，按要的第一天的价"))
    fee_changes: list[FeeChangeOut] = Field(description=gettext_noop("要的这段时间里仓储费还会变的"))


class RequestAsk(Window):
    status: RequestStatus | None = Field(None, description=gettext_noop("只要这种状态的"))


class BookingAsk(Window):
    room_id: RowId | None = Field(None, description=gettext_noop("只要这间库房的"))


class AcceptIn(Asked):
    room_id: Id = Field(description=gettext_noop("给哪间库房，记录编号"))


def booking_shape(row: "Booking") -> BookingOut:
    return BookingOut(
        id=row.pk,
        room_id=row.room_id,
        organisation_id=row.organisation_id,
        weight_g=row.weight_g,
        used_g=row.used_g,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def shape(row: "RoomRequest") -> RequestOut:
    return RequestOut(
        id=row.pk,
        organisation_id=row.organisation_id,
        variety=row.variety.code,
        weight_g=row.weight_g,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        lat=row.lat,
        lon=row.lon,
        status=RequestStatus(row.status),
        answer=row.answer,
        note=row.note,
        bookings=[booking_shape(one) for one in row.bookings.all() if one.ended_at is None],
    )


def offer_shape(one: queries.Offer) -> OfferOut:
    changes = [FeeChangeOut(effective_from=day, fen_per_tonne_month=fen) for day, fen in one.fee_changes]
    return OfferOut.model_validate({**vars(one), "fee_changes": changes})


@read(
    router,
    "/room-requests",
    answer=Page[RequestOut],
    needs="keeping.see_requests",
    summary=gettext_noop("要库位列表"),
    description=gettext_noop("本单位要的，和等本单位答复的，新的在前。"),
)
def list_room_requests(request: Request, asked: Query[RequestAsk]) -> object:
    found = queries.requests(request.auth)
    return page_of(found if asked.status is None else found.filter(status=asked.status.value), asked, shape)


@read(
    router,
    "/room-requests/{request_id}",
    answer=RequestOut,
    needs="keeping.see_requests",
    summary=gettext_noop("一次要库位"),
    description=gettext_noop("要了多少、哪段时间，答应了没有、是哪间。"),
)
def get_room_request(request: Request, request_id: RowId) -> object:
    return shape(queries.request(request.auth, request_id))


@read(
    router,
    "/room-requests/{request_id}/offers",
    answer=list[OfferOut],
    needs="keeping.see_requests",
    summary=gettext_noop("哪些库房放得下"),
    description=gettext_noop("收这个品种、整段时间都放得下的库房，从近到远。"),
)
def list_room_offers(request: Request, request_id: RowId) -> object:
    found = queries.offers(request.auth, queries.request(request.auth, request_id), now=timezone.now())
    return shaped(found, offer_shape)


@write(
    router,
    "POST /room-requests",
    answer=RequestOut,
    status=201,
    needs="keeping.ask_room",
    summary=gettext_noop("要库位"),
    description=gettext_noop("向所有库管员要一段时间的库位；谁放得下谁答应。"),
)
def ask_room(request: Request, body: RequestIn) -> object:
    said = body.model_dump(exclude={"variety"})
    draft = RequestDraft(variety_id=variety_id(body.variety), **said)
    return shape(queries.request(request.auth, actions.ask_room(**actor_and_now(request), draft=draft)))


@write(
    router,
    "POST /room-requests/{request_id}/accept",
    answer=RequestOut,
    needs="keeping.answer_room",
    summary=gettext_noop("答应给库位"),
    description=gettext_noop("一间库房整段时间都留给它；有一天放不下就不能答应，一间不会答应两次。"),
)
def accept_room_request(request: Request, request_id: RowId, body: AcceptIn) -> object:
    actions.accept_room(**actor_and_now(request), request_id=request_id, room_id=body.room_id)
    return shape(queries.request(request.auth, request_id))


@write(
    router,
    "POST /room-requests/{request_id}/decline",
    answer=RequestOut,
    needs="keeping.change",
    summary=gettext_noop("不答应给库位"),
    description=gettext_noop("联盟办替全县答复没有库位，写明为什么。"),
)
def decline_room_request(request: Request, request_id: RowId, body: Why) -> object:
    actions.decline_room(**actor_and_now(request), request_id=request_id, reason=body.reason)
    return shape(queries.request(request.auth, request_id))


@write(
    router,
    "POST /room-requests/{request_id}/withdraw",
    answer=RequestOut,
    needs="keeping.ask_room",
    summary=gettext_noop("撤回要库位"),
    description=gettext_noop("不要了的，还没有答复时可以撤回。"),
)
def withdraw_room_request(request: Request, request_id: RowId) -> object:
    actions.withdraw_request(**actor_and_now(request), request_id=request_id)
    return shape(queries.request(request.auth, request_id))


@read(
    router,
    "/room-bookings",
    answer=Page[BookingOut],
    needs="keeping.see",
    summary=gettext_noop("答应了的库位"),
    description=gettext_noop("今天还有效和以后的，本单位库房的和本单位订的，早的在前。"),
)
def list_room_bookings(request: Request, asked: Query[BookingAsk]) -> object:
    found = queries.bookings(request.auth, on=timezone.localdate(), room_id=asked.room_id)
    return page_of(found, asked, booking_shape)


@write(
    router,
    "POST /room-bookings/{booking_id}/end",
    answer=RequestOut,
    needs="keeping.answer_room",
    summary=gettext_noop("不用了的库位放回去"),
    description=gettext_noop("答应了没用完的又空出来；两边都可以办，写明为什么。"),
)
def end_room_booking(request: Request, booking_id: RowId, body: Why) -> object:
    found = queries.bookings(request.auth, on=timezone.localdate()).filter(pk=booking_id)
    asked_id = only(found).request_id
    actions.end_booking(**actor_and_now(request), booking_id=booking_id, reason=body.reason)
    return shape(queries.request(request.auth, asked_id))
