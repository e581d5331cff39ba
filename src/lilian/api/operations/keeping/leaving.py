"""What should leave first: the fruit that keeps least long."""

from datetime import date

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import FreeGrams, RowId
from lilian.api.operation import read
from lilian.api.shapes import Page, Window, page_of
from lilian.keeping import queries
from lilian.keeping.queries import Aged
from lilian.keeping.values import Maturity
from lilian.kernel.marks import gettext_noop

router = Router()


class AgedOut(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    room: str = Field(description=gettext_noop("冷库和库房"))
    variety: str = Field(description=gettext_noop("品种名称"))
    grade: str = Field(description=gettext_noop("等级代码；没有分级时为空"))
    owner: str = Field(description=gettext_noop("货主"))
    harvest_date: date | None = Field(description=gettext_noop("采收日期；不知道时为空"))
    maturity: Maturity = Field(description=gettext_noop("采收成熟度：early 偏早，right 适时，late 偏晚"))
    weight_g: int = Field(description=gettext_noop("在那里的重量，克"))
    free_g: int = Field(description=gettext_noop("其中没有留置、没有预留的，克"))
    days_left: int = Field(description=gettext_noop("还能放几天；负数是早该出了"))
    keeps_days: int = Field(description=gettext_noop("本来能放几天"))
    field_days: int = Field(description=gettext_noop("入库前耽搁掉几天"))
    stored_days: int = Field(description=gettext_noop("在库几天了"))
    lost_days: int = Field(description=gettext_noop("因为温度偏高少放几天"))
    take_g: int = Field(description=gettext_noop("要出 wanted_g 的话从这批出多少，克"))


class AgedAsk(Window):
    room_id: RowId | None = Field(None, description=gettext_noop("只要这间库房的"))
    wanted_g: FreeGrams = Field(0, description=gettext_noop("一共要出多少，克；不写就只排先后"))


def shape(one: Aged, take_g: int) -> AgedOut:
    return AgedOut(
        lot=one.lot.code,
        room_id=one.lot.room_id,
        room=one.room,
        variety=one.lot.variety,
        grade=one.lot.grade,
        owner=one.lot.owner,
        harvest_date=one.lot.harvest_date,
        maturity=one.maturity,
        weight_g=one.lot.weight_g,
        free_g=one.lot.free_g,
        days_left=one.left.days,
        keeps_days=one.left.keeps_days,
        field_days=one.left.field_days,
        stored_days=one.left.stored_days,
        lost_days=one.left.lost_days,
        take_g=take_g,
    )


@read(
    router,
    "/first-out",
    answer=Page[AgedOut],
    needs="keeping.see",
    summary=gettext_noop("先出清单"),
    description=gettext_noop("看得到的库房里，剩的天数最少的批次在前，写着为什么；给了 wanted_g 还算好各出多少。"),
)
def list_first_out(request: Request, asked: Query[AgedAsk]) -> object:
    rooms = None if asked.room_id is None else [asked.room_id]
    lots = queries.aged(request.auth, now=timezone.now(), room_ids=rooms)
    taken = {id(one): part_g for one, part_g in queries.first_out(lots, asked.wanted_g)}
    return page_of(lots, asked, lambda one: shape(one, taken.get(id(one), 0)))
