"""The Excel table of meter readings. No Django."""

from lilian.sheets.tables import Column, Table

RAN, STOOD = "开", "停"
MOST_KWH = 1_000_000_000

METERS = Table(
    name="meter_readings",
    sheet="电表抄见",
    sheet_aliases=("电表", "抄表", "meter readings"),
    title="库房电表抄见",
    columns=(
        Column("store", "库编号", "code", ("冷库编号", "恒温库编号", "库号"), max_length=40),
        Column("room", "库房", "text", ("库房号", "间", "库间")),
        Column("at", "抄表时间", "datetime", ("时间", "抄见时间")),
        Column(
            "counter_kwh", "电表读数（度）", "number", ("电表读数", "读数", "抄见数"), unit="度", low=0, high=MOST_KWH
        ),
        Column("ran", "这段时间", "choice", ("开停", "开还是停"), required=False, choices=(RAN, STOOD)),
        Column("outside_c", "平均气温（℃）", "number", ("气温", "室外气温"), False, "℃", low=-40, high=50),
        Column("stock_g", "存量（吨）", "weight", ("存量", "已存"), required=False, unit="吨", low=0),
        Column("loaded_g", "这段时间入库（吨）", "weight", ("入库",), required=False, unit="吨", low=0),
    ),
)
