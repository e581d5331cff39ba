"""What goes into a room, out of it, from one to another, and what is found there when it is counted."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, GradeCode, Grams, Id, Reason, RowId, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.operations.keeping.rooms import KeptRoomOut, room_now
from lilian.api.operations.named import goods_lot_id, only, variety_id
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.keeping import actions, queries
from lilian.keeping.values import Counted, Difference, Fruit, Maturity, MoveDraft, PutAwayDraft, Source
from lilian.kernel.marks import gettext_noop
from lilian.members import queries as members

if TYPE_CHECKING:
    from lilian.keeping.models import CountSheet, PutAway

router = Router()


class StoredFruitIn(Asked):
    owner_id: Id = Field(description=gettext_noop("货主的记录编号"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: GradeCode = Field("", description=gettext_noop("等级代码；没有分级时为空"))
    harvest_date: Day | None = Field(None, description=gettext_noop("采收日期；不知道时为空"))


class PutAwayIn(Asked):
    room_id: Id = Field(description=gettext_noop("库房的记录编号"))
    weight_g: SomeGrams = Field(description=gettext_noop("入库的重量，克"), examples=[18_400_000])
    source: Literal["arrival", "unplanned", "direct", "opening"] = Field(
        "direct",
        description=gettext_noop("arrival 方案到货，unplanned 计划外到货，direct 直接送来，opening 库里原有"),
    )
    source_id: Id | None = Field(None, description=gettext_noop("那次到货的记录编号；直接送来和库里原有的不写"))
    fruit: StoredFruitIn | None = Field(None, description=gettext_noop("是谁的、什么果；到货已经写明的不用写"))
    maturity: Maturity = Field(
        Maturity.RIGHT, description=gettext_noop("采收成熟度：early 偏早，right 适时，late 偏晚")
    )
    booking_id: Id | None = Field(None, description=gettext_noop("按哪个预订入库；没有预订就不写"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class PutAwayOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    lot: str = Field(description=gettext_noop("果品批次代码"))
    source: Source = Field(
        description=gettext_noop(
            "arrival 方案到货，unplanned 计划外到货，direct 直接送来，opening 库里原有，moved 从别的库房移来"
        )
    )
    weight_g: int = Field(description=gettext_noop("入库的重量，克"))
    maturity: Maturity = Field(description=gettext_noop("采收成熟度：early 偏早，right 适时，late 偏晚"))
    day: date = Field(description=gettext_noop("哪一天入的库"))
    taken_back: bool = Field(description=gettext_noop("撤回了没有"))
    note: str = Field(description=gettext_noop("备注"))


class MoveIn(Asked):
    lot: Code = Field(description=gettext_noop("果品批次代码"))
    from_room_id: Id = Field(description=gettext_noop("从哪间库房，记录编号"))
    to_room_id: Id = Field(description=gettext_noop("到哪间库房，记录编号"))
    weight_g: SomeGrams = Field(description=gettext_noop("移多少，克"))
    booking_id: Id | None = Field(None, description=gettext_noop("按哪个预订移入；到别人的库房必须有"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class MovedOut(Schema):
    put_away_id: int = Field(description=gettext_noop("移入那一笔的记录编号"))
    lot: str = Field(description=gettext_noop("果品批次代码"))
    from_room_id: int = Field(description=gettext_noop("从哪间库房，记录编号"))
    to_room_id: int = Field(description=gettext_noop("到哪间库房，记录编号"))
    weight_g: int = Field(description=gettext_noop("移多少，克"))


class TakenIn(Asked):
    lot: Code = Field(description=gettext_noop("果品批次代码"))
    weight_g: SomeGrams = Field(description=gettext_noop("出多少，克"))


class ReleaseIn(Asked):
    taken: list[TakenIn] = Field(min_length=1, max_length=200, description=gettext_noop("出哪几批、各多少"))
    to: Reason = Field(description=gettext_noop("给谁"), examples=["县配送中心"])


class CountedIn(Asked):
    lot: Code = Field(description=gettext_noop("果品批次代码"))
    weight_g: Grams = Field(description=gettext_noop("盘到多少，克"))
    difference: Difference | None = Field(None, description=gettext_noop("和账不一样的原因；一样就不写"))


class CountIn(Asked):
    counted: list[CountedIn] = Field(min_length=1, max_length=500, description=gettext_noop("盘过的批次"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class CountLineOut(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    book_g: int = Field(description=gettext_noop("账上多少，克"))
    found_g: int = Field(description=gettext_noop("盘到多少，克"))
    difference: Difference | None = Field(description=gettext_noop("和账不一样的原因；一样时为空"))


class CountOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    at: datetime = Field(description=gettext_noop("记下的时间"))
    lines: list[CountLineOut] = Field(description=gettext_noop("每批盘到多少"))
    note: str = Field(description=gettext_noop("备注"))


def put_away_shape(row: "PutAway") -> PutAwayOut:
    return PutAwayOut(
        id=row.pk,
        room_id=row.room_id,
        lot=row.lot.code,
        source=Source(row.source),
        weight_g=row.weight_g,
        maturity=Maturity(row.maturity),
        day=row.day,
        taken_back=hasattr(row.entry, "reversed_by"),
        note=row.note,
    )


def put_away_of(request: Request, room_id: int, put_away_id: int) -> PutAwayOut:
    return put_away_shape(only(queries.put_aways(request.auth, room_id).filter(pk=put_away_id)))


def count_shape(row: "CountSheet") -> CountOut:
    lines = [
        CountLineOut(
            lot=line.lot.code,
            book_g=line.book_g,
            found_g=line.found_g,
            difference=Difference(line.difference) if line.difference else None,
        )
        for line in row.lines.all()
    ]
    return CountOut(id=row.pk, room_id=row.room_id, at=row.at, lines=lines, note=row.note)


def fruit(request: Request, given: StoredFruitIn | None) -> Fruit | None:
    """:raises NotFound: if the owner or the variety is not there"""
    if given is None:
        return None
    members.organisation(request.auth, given.owner_id)
    return Fruit(given.owner_id, variety_id(given.variety), given.grade, given.harvest_date)


@read(
    router,
    "/kept-rooms/{room_id}/put-aways",
    answer=Page[PutAwayOut],
    needs="keeping.see",
    summary=gettext_noop("一间库房的入库"),
    description=gettext_noop("入过这间库房的，新的在前；撤回的也在。"),
)
def list_put_aways(request: Request, room_id: RowId, asked: Query[Window]) -> object:
    return page_of(queries.put_aways(request.auth, room_id), asked, put_away_shape)


@write(
    router,
    "POST /put-aways",
    answer=PutAwayOut,
    status=201,
    needs="keeping.work",
    summary=gettext_noop("入库"),
    description=gettext_noop("多少果进哪间库房，马上入账。一车果入库不能比来的多；答应给别人的空位不能占。"),
)
def put_away(request: Request, body: PutAwayIn) -> object:
    draft = PutAwayDraft(
        room_id=body.room_id,
        weight_g=body.weight_g,
        source=Source(body.source),
        source_id=body.source_id,
        fruit=fruit(request, body.fruit),
        maturity=body.maturity,
        booking_id=body.booking_id,
        note=body.note,
    )
    made = actions.put_away(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return put_away_of(request, body.room_id, made)


@write(
    router,
    "POST /kept-rooms/{room_id}/put-aways/{put_away_id}/take-back",
    answer=PutAwayOut,
    needs="stock.reverse",
    summary=gettext_noop("撤回一次入库"),
    description=gettext_noop("记错了的入库，账上冲销；那一车又等着入库。果已经不在的不能撤回。"),
)
def take_back_put_away(request: Request, room_id: RowId, put_away_id: RowId, body: Why) -> object:
    put_away_of(request, room_id, put_away_id)  # not found, if it is none of this room
    actions.take_back_put_away(**actor_and_now(request), put_away_id=put_away_id, reason=body.reason)
    return put_away_of(request, room_id, put_away_id)


@write(
    router,
    "POST /moves",
    answer=MovedOut,
    status=201,
    needs="keeping.work",
    summary=gettext_noop("移库"),
    description=gettext_noop("一批或一批的一部分移到另一间库房；到别人的库房要有预订。"),
)
def move_lot(request: Request, body: MoveIn) -> object:
    draft = MoveDraft(
        lot_id=goods_lot_id(request, body.lot),
        from_room_id=body.from_room_id,
        to_room_id=body.to_room_id,
        weight_g=body.weight_g,
        booking_id=body.booking_id,
        note=body.note,
    )
    made = actions.move(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return MovedOut(put_away_id=made, **body.model_dump(include={"lot", "from_room_id", "to_room_id", "weight_g"}))


@write(
    router,
    "POST /kept-rooms/{room_id}/release",
    answer=KeptRoomOut,
    needs="keeping.work",
    summary=gettext_noop("出库"),
    description=gettext_noop("哪几批出多少、给谁，马上入账。先出哪批看先出清单。"),
)
def release_lots(request: Request, room_id: RowId, body: ReleaseIn) -> object:
    taken: dict[int, int] = {}
    for one in body.taken:
        lot_id = goods_lot_id(request, one.lot)
        taken[lot_id] = taken.get(lot_id, 0) + one.weight_g
    said = actor_and_now(request)
    actions.release(**said, room_id=room_id, taken_g=taken, to=body.to, client_key=request.client_key)
    return room_now(request, room_id)


@read(
    router,
    "/kept-rooms/{room_id}/counts",
    answer=Page[CountOut],
    needs="keeping.see",
    summary=gettext_noop("一间库房的盘点"),
    description=gettext_noop("盘过几次、每批和账差多少、为什么，新的在前。"),
)
def list_counts(request: Request, room_id: RowId, asked: Query[Window]) -> object:
    return page_of(queries.counts(request.auth, room_id), asked, count_shape)


@write(
    router,
    "POST /kept-rooms/{room_id}/counts",
    answer=CountOut,
    status=201,
    needs="keeping.work",
    summary=gettext_noop("盘点"),
    description=gettext_noop("盘到的每批多少；和账不一样的写明原因，差额一起入账。"),
)
def count_room(request: Request, room_id: RowId, body: CountIn) -> object:
    counted = [Counted(goods_lot_id(request, one.lot), one.weight_g, one.difference) for one in body.counted]
    said = actor_and_now(request)
    made = actions.count(**said, room_id=room_id, counted=counted, client_key=request.client_key, note=body.note)
    return count_shape(only(queries.counts(request.auth, room_id).filter(pk=made)))
