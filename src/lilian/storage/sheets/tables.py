"""The tables themselves: what the columns are called and what they may hold."""

from dataclasses import dataclass, replace
from datetime import date

from lilian.sheets.draft import Draft
from lilian.sheets.faults import TOO_EARLY, TOO_LATE
from lilian.sheets.points import NearCentre
from lilian.sheets.tables import Column, Table
from lilian.storage.sheets.bounds import PeakBounds, shipped_bounds

WEIGHT_NAMES = ("重量", "数量", "净重", "毛重")
LARGEST_VOLUME_M3 = 5_000_000
STORE_CODE = Column("store", "库编号", "code", ("冷库编号", "恒温库编号", "库号"), max_length=40)


def lots_table(bounds: PeakBounds, year: int | None = None, centre: NearCentre | None = None) -> Table:
    """The lots waiting to be stored; `year` gives the season's dates, `centre` the points that make sense."""
    first, last = bounds.season(year) if year else (None, None)
    return Table(
        name="lots",
        sheet="待储批次",
        sheet_aliases=("待入库批次", "批次", "待储", "lots"),
        title="待储批次",
        key="code",
        checks=(centre,) if centre else (),
        columns=(
            Column("code", "批次号", "code", ("批次编号", "批号", "批次"), max_length=40),
            Column("point", "收购点", "text", ("收购点名称", "交货点"), required=False),
            Column("village", "村", "text", ("村名", "村庄", "行政村", "所在村"), required=False),
            Column("lon", "经度", "lon", ("东经", "经度(°)")),
            Column("lat", "纬度", "lat", ("北纬", "纬度(°)")),
            Column("variety", "品种", "text", ("品种名称",), max_length=40),
            Column("grade", "等级", "choice", ("级别", "果品等级"), choices=bounds.grades),
            Column("weight_g", "数量(斤)", "weight", WEIGHT_NAMES, above=0, high=bounds.heaviest_lot_g),
            Column("harvest_date", "采收日期", "date", ("采摘日期", "采收时间", "采收日"), low=first, high=last),
            Column("grower", "果农", "text", ("果农编号", "果农姓名", "农户", "交果人"), required=False, max_length=60),
            Column("ready_time", "可运时间", "time", ("可装车时间", "可运时刻"), required=False),
            Column("note", "备注", "text", ("说明",), required=False, max_length=2_000),
        ),
    )


def live_lots_table(bounds: PeakBounds, centre: NearCentre | None) -> Table:
    """The same for the register, where lots of any year may be."""
    table = lots_table(bounds, centre=centre)
    return replace(table, checks=(*table.checks, InSeason(bounds)))


@dataclass(frozen=True)
class InSeason:
    """A row check: fruit is picked in the season of its year."""

    bounds: PeakBounds

    def __call__(self, draft: Draft) -> None:
        picked = draft.values.get("harvest_date")
        if picked is None:
            return
        first, last = self.bounds.season(picked.year)
        if not first <= picked <= last:
            early = picked < first
            draft.fault(TOO_EARLY if early else TOO_LATE, "harvest_date", given=picked, limit=first if early else last)


def stores_table(bounds: PeakBounds, centre: NearCentre | None = None) -> Table:
    """The cold stores; volume, declared capacity and stock on hand are three separate facts."""
    capacity = Column("capacity_g", "库容(吨)", "weight", ("核定库容", "设计库容"), unit="吨", above=0)
    stock = Column("stock_g", "已存(吨)", "weight", ("已存", "现存", "已存数量", "库存"), unit="吨", low=0)
    intake = Column("intake_g_per_day", "日入库能力(吨)", "weight", ("日入库能力", "日入库量"), unit="吨", above=0)
    warmth = Column("temperature_c", "库温(℃)", "number", ("温度", "当前库温"), unit="℃")
    large = bounds.largest_store_g
    return Table(
        name="stores",
        sheet="恒温库",
        sheet_aliases=("冷库", "库容", "恒温库库容", "stores"),
        title="恒温库库容填报表",
        key="code",
        checks=(centre,) if centre else (),
        columns=(
            replace(STORE_CODE, key="code"),
            Column("name", "库名", "text", ("冷库名称", "恒温库名称", "名称")),
            Column("town", "乡镇", "text", ("乡", "镇", "所在乡镇"), required=False),
            Column("lon", "经度", "lon", ("东经",)),
            Column("lat", "纬度", "lat", ("北纬",)),
            Column("volume_m3", "容积(m³)", "number", ("库房容积",), False, "m³", above=0, high=LARGEST_VOLUME_M3),
            replace(capacity, high=large),
            replace(stock, high=large),
            Column("reported_at", "填报时间", "datetime", ("上报时间", "填报日期"), required=False),
            Column("accepts", "可存品种", "list", ("存放品种",)),
            replace(intake, high=large),
            replace(warmth, low=bounds.coldest_c, high=bounds.warmest_c),
            Column("fee_fen_per_tonne_month", "仓储费(元/吨·月)", "money", ("仓储费", "租金"), low=0, high=10_000_000),
            Column("keeper", "联系人", "text", ("库管员", "负责人"), required=False),
        ),
    )


def register_table(stores: Table) -> Table:
    """The stores as the register takes them: also whose each is, where, and its rooms."""
    own = (
        Column("organisation", "单位", "text", ("单位编号", "所属单位", "归属单位"), required=False, max_length=80),
        Column("place", "地点编号", "code", ("地点",), required=False, max_length=40),
        Column("rooms", "库房", "list", ("各间库房", "库间"), required=False, max_length=2_000, width=40),
        Column("opening_hours", "开门时间", "text", ("营业时间",), required=False, max_length=60),
    )
    return replace(stores, columns=(*stores.columns, *own))


def readings_table(first: date | None = None, last: date | None = None) -> Table:
    """Temperatures, as loggers and keepers write them down."""
    return Table(
        name="readings",
        sheet="温度记录",
        sheet_aliases=("库温记录", "温度", "readings"),
        title="库房温度记录",
        columns=(
            STORE_CODE,
            Column("room", "库房", "text", ("库房号", "间", "库间")),
            Column("at", "时间", "datetime", ("记录时间", "测温时间", "采集时间"), low=first, high=last),
            Column("temperature_c", "温度(℃)", "number", ("温度", "库温"), unit="℃", low=-30, high=50),
            Column("humidity", "湿度(%)", "number", ("湿度", "相对湿度"), required=False, unit="%", low=0, high=100),
        ),
    )


def fill_reports_table() -> Table:
    """What the keepers say is in store."""
    return Table(
        name="fill_reports",
        sheet="库容填报",
        sheet_aliases=("库存填报", "填报", "fill reports"),
        title="库容填报",
        columns=(
            STORE_CODE,
            Column("room", "库房", "text", ("库房号", "间"), required=False),
            Column("stock_g", "已存(吨)", "weight", ("已存", "现存", "库存"), unit="吨", low=0),
            Column("reported_at", "填报时间", "datetime", ("上报时间",)),
            Column("keeper", "填报人", "text", ("库管员", "联系人"), required=False),
            Column("note", "备注", "text", ("说明",), required=False, max_length=2_000),
        ),
    )


def outages_table() -> Table:
    """Rooms out of use: each from a day until the day it is usable again, which may be open."""
    return Table(
        name="room_outages",
        sheet="库房停用",
        sheet_aliases=("停用", "检修", "room outages"),
        title="库房停用",
        columns=(
            STORE_CODE,
            Column("room", "库房", "text", ("库房号", "间", "库间")),
            Column("starts_on", "停用日期", "date", ("哪天起停用", "停用", "开始日期")),
            Column("ends_on", "恢复日期", "date", ("哪天起能用", "恢复使用", "恢复"), required=False),
            Column("reason", "原因", "text", ("停用原因", "说明", "备注"), max_length=200),
        ),
    )


def terms_table() -> Table:
    """Prices and parameters, one a line; the value's kind is known once its item is."""
    return Table(
        name="terms",
        sheet="参数",
        sheet_aliases=("运价与参数", "运价", "terms"),
        title="运价与参数",
        key="item",
        columns=(
            Column("item", "项目", "text", ("参数", "名称")),
            Column("value", "数值", "text", ("值", "取值")),
            Column("unit", "单位", "text", required=False),
        ),
    )


LOTS = lots_table(shipped_bounds())
STORES = stores_table(shipped_bounds())
REGISTER = register_table(STORES)
TERMS = terms_table()
READINGS = readings_table()
FILL_REPORTS = fill_reports_table()
OUTAGES = outages_table()
