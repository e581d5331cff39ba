"""A start both ways, and the boxes it reaches."""

from datetime import date, datetime

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import Moment
from lilian.api.operation import read
from lilian.api.operations.trace.starts import CODE, KIND, SHIFT, SINCE, UNTIL, ShiftName, StartCode, StartOut
from lilian.api.shapes import Page, Window, page_made
from lilian.kernel.marks import gettext_noop
from lilian.stock.values import Condition
from lilian.trace import queries
from lilian.trace.values import GapKind, LotStage, Start, StartKind

router = Router()
LOT = gettext_noop("果品批次代码")


class GrownOut(Schema):
    organisation: str = Field(description=gettext_noop("单位"))
    household: str = Field(description=gettext_noop("农户代码；不让看时为空"))
    block: str = Field(description=gettext_noop("地块；不知道或不让看时为空"))
    village: str = Field(description=gettext_noop("村；不知道或不让看时为空"))
    weight_g: int = Field(description=gettext_noop("那里长的，克"))


class TracedLotOut(Schema):
    code: str = Field(description=LOT)
    variety: str = Field(description=gettext_noop("品种名称"))
    grade: str = Field(description=gettext_noop("等级代码；没有分级时为空"))
    made_on: date = Field(description=gettext_noop("哪一天成的批"))
    stage: LotStage = Field(description=gettext_noop("received 收来的，sorted 分选、合批出来的，packed 装了箱的"))
    condition: Condition = Field(
        description=gettext_noop("能不能动：sound 正常；in_part 部分召回，没有点名的箱还能发；其余都停下了")
    )
    is_start: bool = Field(description=gettext_noop("是不是查起的那一批"))


class TraceStepOut(Schema):
    from_lot: str = Field(description=gettext_noop("投入批次"))
    to_lot: str = Field(description=gettext_noop("产出批次"))
    weight_g: int = Field(description=gettext_noop("从那一批进到这一批的，克"))
    entry_id: int = Field(description=gettext_noop("果品账凭证号"))


class StayOut(Schema):
    lot: str = Field(description=LOT)
    place: str = Field(description=gettext_noop("存放处名称"))
    kind: str = Field(description=gettext_noop("存放处类别"))
    since: date = Field(description=gettext_noop("从哪天"))
    until: date | None = Field(description=gettext_noop("到哪天；还在那里时为空"))


class KeptAirOut(Schema):
    place: str = Field(description=gettext_noop("存放处名称"))
    since: date = Field(description=gettext_noop("从哪天"))
    until: date = Field(description=gettext_noop("到哪天"))
    readings: int = Field(description=gettext_noop("读数几次"))
    coldest_mc: int = Field(description=gettext_noop("最低，千分之一度"))
    warmest_mc: int = Field(description=gettext_noop("最高，千分之一度"))
    mean_mc: int = Field(description=gettext_noop("平均，千分之一度"))


class UsedInputOut(Schema):
    name: str = Field(description=gettext_noop("农资"))
    batch: str = Field(description=gettext_noop("农资批号"))
    day: date = Field(description=gettext_noop("哪天领的"))
    count: int = Field(description=gettext_noop("几件"))


class NamedThingOut(Schema):
    kind: str = Field(description=gettext_noop("lot 批次，box 箱，pallet 托盘，parcel 发件"))
    code: str = Field(description=gettext_noop("它的编号"))


class CorrectiveEventOut(Schema):
    event_id: str = Field(description=gettext_noop("EPCIS 事件编号"))
    is_told: bool = Field(description=gettext_noop("已经报来了"))


class ForeignEventOut(Schema):
    event_id: str = Field(description=gettext_noop("EPCIS 事件编号"))
    type: str = Field(description=gettext_noop("EPCIS 事件类型"))
    at: datetime = Field(description=gettext_noop("什么时刻发生的"))
    teller: str = Field(description=gettext_noop("哪家伙伴报来的；不知道时为空"))
    biz_step: str = Field(description=gettext_noop("CBV 2.0 业务步骤"))
    disposition: str = Field(description=gettext_noop("CBV 2.0 状态"))
    place: str = Field(description=gettext_noop("在哪里，伙伴的写法"))
    takes_back: bool = Field(description=gettext_noop("伙伴说同一编号以前报错了"))
    corrections: list[CorrectiveEventOut] = Field(description=gettext_noop("报错了的，以哪些事件为准"))
    things: list[NamedThingOut] = Field(description=gettext_noop("牵涉到我们的哪些东西"))


class InspectedOut(Schema):
    lot: str | None = Field(description=LOT)
    at: datetime = Field(description=gettext_noop("什么时刻"))
    what: str = Field(description=gettext_noop("slip 收果单，其余是取样的场合"))
    by: str = Field(description=gettext_noop("谁记的"))
    note: str = Field(description=gettext_noop("证号或口感"))


class BatchOut(Schema):
    code: str = Field(description=gettext_noop("包装批号"))
    boxes: int = Field(description=gettext_noop("牵涉几箱"))


class WhereaboutsOut(Schema):
    in_store: int = Field(description=gettext_noop("在库几箱"))
    in_store_g: int = Field(description=gettext_noop("在库的箱，克"))
    on_the_road: int = Field(description=gettext_noop("在路上几箱"))
    on_the_road_g: int = Field(description=gettext_noop("在路上的箱，克"))
    delivered: int = Field(description=gettext_noop("已送到几箱"))
    delivered_g: int = Field(description=gettext_noop("已送到的箱，克"))
    void: int = Field(description=gettext_noop("作废几箱"))
    loose_g: int = Field(description=gettext_noop("还没装箱的，克"))


class HolderOut(Schema):
    organisation_id: int | None = Field(description=gettext_noop("成员单位的记录编号；外面的人为空"))
    name: str = Field(description=gettext_noop("谁；不让看时为空"))
    phone: str = Field(description=gettext_noop("电话；成员单位或不让看时为空"))
    parcels: list[str] = Field(description=gettext_noop("在哪几票发件里"))
    boxes: int = Field(description=gettext_noop("手里几箱"))
    net_g: int = Field(description=gettext_noop("一共净重，克"))
    on_the_road: int = Field(description=gettext_noop("其中还在路上的箱数"))


class GapOut(Schema):
    kind: GapKind = Field(
        description=gettext_noop("count 盘点不符，packing 班次没有结束，run 分选没有结果，road 没有登记送到")
    )
    place: str = Field(description=gettext_noop("在哪里"))
    since: datetime = Field(description=gettext_noop("从什么时刻起"))
    until: datetime = Field(description=gettext_noop("到什么时刻止"))
    lot: str | None = Field(description=gettext_noop("哪一批；不知道时为空"))
    weight_g: int | None = Field(description=gettext_noop("账上少的，克；多了是负数，不知道时为空"))
    about: str = Field(description=gettext_noop("哪一票、哪个班次"))


class BalanceOut(Schema):
    lot: str = Field(description=LOT)
    made_g: int = Field(description=gettext_noop("成批时，克"))
    in_store_g: int = Field(description=gettext_noop("还在库，克"))
    used_g: int = Field(description=gettext_noop("进了别的批，克"))
    sold_g: int = Field(description=gettext_noop("卖了，克"))
    lost_g: int = Field(description=gettext_noop("加工损耗，克"))
    wasted_g: int = Field(description=gettext_noop("报废，克"))
    unexplained_g: int = Field(description=gettext_noop("说不清的，克"))
    flagged: bool = Field(description=gettext_noop("说不清的超过百分之一"))


class TraceOut(Schema):
    start: StartOut = Field(description=gettext_noop("从哪里查起"))
    cut_off: bool = Field(description=gettext_noop("牵涉的太多，没有查全"))
    growers: list[GrownOut] = Field(description=gettext_noop("从哪里来，多的在前"))
    lots: list[TracedLotOut] = Field(description=gettext_noop("经过的批次，成批早的在前"))
    steps: list[TraceStepOut] = Field(description=gettext_noop("哪一批进了哪一批，多少克"))
    stays: list[StayOut] = Field(description=gettext_noop("每批在哪里放过"))
    air: list[KeptAirOut] = Field(description=gettext_noop("放过的库房那段时间的温度，放得久的最多四间"))
    inputs: list[UsedInputOut] = Field(description=gettext_noop("采收前一年领过的农资；只给看得到全部的人"))
    foreign: list[ForeignEventOut] = Field(
        description=gettext_noop("伙伴报来的事件，先发生的在前；只给看得到数据交换的人")
    )
    inspections: list[InspectedOut] = Field(description=gettext_noop("检验和收果单"))
    batches: list[BatchOut] = Field(description=gettext_noop("装成了哪些批号"))
    whereabouts: WhereaboutsOut = Field(description=gettext_noop("现在在哪里"))
    holders: list[HolderOut] = Field(description=gettext_noop("在谁手里，多的在前"))
    gaps: list[GapOut] = Field(description=gettext_noop("断点：哪里、哪段时间没有记"))
    balances: list[BalanceOut] = Field(description=gettext_noop("每批的进、出、存、损"))


class ReachedBoxOut(Schema):
    code: str = Field(description=gettext_noop("箱码"))
    batch: str = Field(description=gettext_noop("包装批号"))
    net_g: int = Field(description=gettext_noop("净重，克"))
    void: bool = Field(description=gettext_noop("作废了"))
    recalled: bool = Field(description=gettext_noop("这一箱单独召回了"))
    parcel: str | None = Field(description=gettext_noop("现在在哪票发件里；没有发时为空"))


class StartAsk(Schema):
    kind: StartKind = Field(description=KIND)
    code: StartCode = Field(description=CODE)
    since: Moment | None = Field(None, description=SINCE)
    until: Moment | None = Field(None, description=UNTIL)
    shift: ShiftName = Field("", description=SHIFT)

    def start(self) -> Start:
        return Start(self.kind, self.code.strip(), self.since, self.until, self.shift)


class ReachedAsk(StartAsk, Window):
    """A start, and which page of its boxes."""


@read(
    router,
    "/trace",
    answer=TraceOut,
    needs="trace.see",
    summary=gettext_noop("追溯"),
    description=gettext_noop(
        "从一个起点查到两头：从哪块地来、用过什么农资、在哪里放过，装成了哪些箱、在谁手里，哪里有断点，每批数量对不对得上。"
        "现查现算，不留旧结果。"
    ),
)
def get_trace(request: Request, asked: Query[StartAsk]) -> object:
    return queries.told(queries.chain(request.auth, asked.start(), now=timezone.now()))


@read(
    router,
    "/trace/boxes",
    answer=Page[ReachedBoxOut],
    needs="trace.see",
    summary=gettext_noop("牵涉到的箱"),
    description=gettext_noop("从一个起点往前查到的每一箱，和它现在在哪票发件里。"),
)
def list_reached_boxes(request: Request, asked: Query[ReachedAsk]) -> object:
    return page_made(queries.reached_boxes(request.auth, asked.start()), asked, list)
