"""A shift's packing on one line: opened, fed with lots, ended; and what was given away."""

from datetime import date, datetime

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Count, Day, Id, PlaceName, RowId, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.operations.named import goods_lot_id
from lilian.api.operations.packing.specs import SpecOut, spec_shape
from lilian.api.refusals import TooManyDays
from lilian.api.shapes import Asked, Page, Why, Window, page_made, shaped
from lilian.flows import packing as flows
from lilian.kernel.marks import gettext_noop
from lilian.packing import actions, queries
from lilian.packing.values import GiveAway, PackingCard, PackingDraft, Shift, TakenFrom, Tally
from lilian.stock import queries as stock

router = Router()
MOST_DAYS = 92


class TallyOut(Schema):
    boxes: int = Field(description=gettext_noop("几箱；作废的不算"))
    net_g: int = Field(description=gettext_noop("一共净重，克"))
    pieces: int = Field(description=gettext_noop("一共几个果"))
    give_away_g: int = Field(description=gettext_noop("比标签多送的，克；负数是少"))
    give_away_fen: int = Field(description=gettext_noop("多送的值多少分"))
    short: int = Field(description=gettext_noop("比标签轻的有几箱"))


class PackingOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("包装批号，印在标签上"))
    organisation_id: int = Field(description=gettext_noop("所属单位的记录编号"))
    location_id: int = Field(description=gettext_noop("存放处的记录编号"))
    day: date = Field(description=gettext_noop("哪一天"))
    shift: Shift = Field(description=gettext_noop("day 白班，evening 晚班，night 夜班"))
    scale: str = Field(description=gettext_noop("用的秤的编号"))
    spec: SpecOut = Field(description=gettext_noop("包装规格"))
    lots: list[str] = Field(description=gettext_noop("用的果品批次代码"))
    tally: TallyOut = Field(description=gettext_noop("到现在装了多少"))
    closed_at: datetime | None = Field(description=gettext_noop("什么时候结束的；还没结束时为空"))
    lot: str | None = Field(description=gettext_noop("箱子成的果品批次代码；没有结束时为空"))
    dropped: bool = Field(description=gettext_noop("是不是作废了，没有入账"))


class PackingIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("所属单位的记录编号"))
    location_id: Id = Field(description=gettext_noop("存放处的记录编号"))
    spec_id: Id = Field(description=gettext_noop("包装规格的记录编号"))
    shift: Shift = Field(description=gettext_noop("day 白班，evening 晚班，night 夜班"))
    lots: list[Code] = Field(min_length=1, max_length=100, description=gettext_noop("用的果品批次代码"))
    licence_id: Id | None = Field(None, description=gettext_noop("按哪个用标授权贴标；不写就是不贴"))
    scale: PlaceName = Field("", description=gettext_noop("用的秤的编号"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class AnotherLotIn(Asked):
    lot: Code = Field(description=gettext_noop("果品批次代码"))


class UsedIn(Asked):
    lot: Code = Field(description=gettext_noop("果品批次代码"))
    weight_g: SomeGrams = Field(description=gettext_noop("用了多少，克"))
    pieces: Count = Field(0, description=gettext_noop("用了几件（筐）；不按件的是 0"))


class EndIn(Asked):
    taken: list[UsedIn] = Field(min_length=1, max_length=100, description=gettext_noop("每批用了多少"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class PackingAsk(Window):
    open_only: bool = Field(False, description=gettext_noop("只要还没结束的"))


class GiveAwayAsk(Asked):
    since: Day = Field(description=gettext_noop("从哪一天起"))
    through: Day | None = Field(None, description=gettext_noop("到哪一天为止；不写就是今天，最多 92 天"))


class GiveAwayOut(Schema):
    day: date = Field(description=gettext_noop("哪一天"))
    organisation_id: int = Field(description=gettext_noop("所属单位的记录编号"))
    location: str = Field(description=gettext_noop("存放处名称"))
    shift: Shift = Field(description=gettext_noop("day 白班，evening 晚班，night 夜班"))
    spec: str = Field(description=gettext_noop("包装规格名称"))
    label_g: int = Field(description=gettext_noop("标签净含量，克"))
    tally: TallyOut = Field(description=gettext_noop("装了多少、多送了多少"))


def tally_shape(tally: Tally) -> TallyOut:
    return TallyOut.model_validate(vars(tally))


def packing_shapes(request: Request, cards: list[PackingCard]) -> list[PackingOut]:
    made = [card.lot_id for card in cards if card.lot_id]
    codes = dict(stock.lots(request.auth).filter(pk__in=made).values_list("pk", "code"))
    return [
        PackingOut.model_validate(
            {
                **vars(card),
                "id": card.packing_id,
                "spec": spec_shape(card.spec),
                "lots": list(card.lots),
                "tally": tally_shape(card.tally),
                "lot": codes.get(card.lot_id or 0),
            }
        )
        for card in cards
    ]


def packing_now(request: Request, packing_id: int) -> PackingOut:
    """:raises NotFound: if there is none, or the caller may not see it"""
    return packing_shapes(request, [queries.packing(request.auth, packing_id)])[0]


def give_away_shape(row: GiveAway) -> GiveAwayOut:
    return GiveAwayOut.model_validate({**vars(row), "tally": tally_shape(row.tally)})


@read(
    router,
    "/packings",
    answer=Page[PackingOut],
    needs="packing.see",
    summary=gettext_noop("包装列表"),
    description=gettext_noop("看得到的单位的包装，新的在前，每次装了多少、多送了多少。"),
)
def list_packings(request: Request, asked: Query[PackingAsk]) -> object:
    found = queries.packings(request.auth)
    if asked.open_only:
        found = found.filter(closing__isnull=True)
    return page_made(found, asked, lambda part: packing_shapes(request, queries.packing_cards(part)))


@read(
    router,
    "/packings/{packing_id}",
    answer=PackingOut,
    needs="packing.see",
    summary=gettext_noop("一次包装"),
    description=gettext_noop("什么规格、用了哪几批、到现在装了多少、多送了多少。"),
)
def get_packing(request: Request, packing_id: RowId) -> object:
    return packing_now(request, packing_id)


@write(
    router,
    "POST /packings",
    answer=PackingOut,
    status=201,
    needs="packing.pack",
    summary=gettext_noop("开一次包装"),
    description=gettext_noop("一条线一个班用一种规格装哪几批；几批要是同一个货主的。"),
)
def open_packing(request: Request, body: PackingIn) -> object:
    lots = tuple(goods_lot_id(request, code) for code in body.lots)
    draft = PackingDraft(lot_ids=lots, **body.model_dump(exclude={"lots", "licence_id"}))
    said = actor_and_now(request)
    made = flows.open_packing(**said, draft=draft, client_key=request.client_key, licence_id=body.licence_id)
    return packing_now(request, made)


@write(
    router,
    "POST /packings/{packing_id}/lots",
    answer=PackingOut,
    needs="packing.pack",
    summary=gettext_noop("再加一批果"),
    description=gettext_noop("包装还没结束时再加一批进来。"),
)
def add_packing_lot(request: Request, packing_id: RowId, body: AnotherLotIn) -> object:
    flows.add_lot(**actor_and_now(request), packing_id=packing_id, lot_id=goods_lot_id(request, body.lot))
    return packing_now(request, packing_id)


@write(
    router,
    "POST /packings/{packing_id}/close",
    answer=PackingOut,
    needs="packing.pack",
    summary=gettext_noop("结束一次包装"),
    description=gettext_noop("箱子成为一个果品批次入账，用掉没装进箱的是损耗。整批平均不到标签的不能结束。"),
)
def close_packing(request: Request, packing_id: RowId, body: EndIn) -> object:
    taken = [TakenFrom(goods_lot_id(request, one.lot), one.weight_g, one.pieces) for one in body.taken]
    said = actor_and_now(request)
    actions.close_packing(**said, packing_id=packing_id, taken=taken, client_key=request.client_key, note=body.note)
    return packing_now(request, packing_id)


@write(
    router,
    "POST /packings/{packing_id}/drop",
    answer=PackingOut,
    needs="packing.pack",
    summary=gettext_noop("作废一次包装"),
    description=gettext_noop("开错了的，或者箱子都作废了的，不入账。还有算数的箱子时不能作废。"),
)
def drop_packing(request: Request, packing_id: RowId, body: Why) -> object:
    said = actor_and_now(request)
    actions.drop_packing(**said, packing_id=packing_id, reason=body.reason, client_key=request.client_key)
    return packing_now(request, packing_id)


@read(
    router,
    "/give-away",
    answer=list[GiveAwayOut],
    needs="packing.see",
    summary=gettext_noop("多送了多少"),
    description=gettext_noop("每天、每条线、每个班、每种规格比标签多送多少克、值多少分，新的在前。"),
)
def list_give_away(request: Request, asked: Query[GiveAwayAsk]) -> object:
    through = asked.through or timezone.localdate()
    if (through - asked.since).days > MOST_DAYS:
        raise TooManyDays(most=MOST_DAYS)
    return shaped(queries.give_away(request.auth, since=asked.since, through=through), give_away_shape)
