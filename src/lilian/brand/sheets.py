"""Tables of marks: licences, the numbers of labels for whoever prints them, use of a month. No Django."""

from lilian.sheets.tables import Column, Table

MOST_ON_HAND = 10_000_000

LICENCES = Table(
    name="licences",
    sheet="用标授权",
    columns=(
        Column("number", "授权编号", "code", width=18),
        Column("mark", "标志", width=18),
        Column("holder", "持证单位", width=24),
        Column("credit_code", "统一社会信用代码", "code", width=22),
        Column("valid_from", "从哪天起", "date"),
        Column("valid_until", "到哪天为止", "date"),
        Column("state", "状态", width=10),
        Column("reason", "暂停或撤销的原因", width=24),
        Column("issued", "发了（枚）", "integer"),
        Column("used", "贴在箱上（枚）", "integer", width=14),
        Column("spoiled", "损坏（枚）", "integer"),
        Column("returned", "交回（枚）", "integer"),
        Column("on_hand", "手里还有（枚）", "integer", width=14),
        Column("uncertified", "合格证作废了的（枚）", "integer", width=18),
    ),
)
LABELS = Table(
    name="labels",
    sheet="标签编号",
    columns=(
        Column("place", "序号", "integer"),
        Column("number", "编号", "code", width=18),
        Column("spoken", "印在标签上的编号", width=20),
        Column("link", "二维码里的网址", width=44),
        Column("mark", "标志", width=18),
        Column("licence", "授权编号", "code", width=18),
        Column("holder", "持证单位", width=24),
        Column("credit_code", "统一社会信用代码", "code", width=22),
        Column("spec", "规格", width=20),
    ),
)
USE_REPORTS = Table(
    name="use_reports",
    sheet="用标报告",
    sheet_aliases=("用标月报", "标签使用情况"),
    title="用标报告",
    columns=(
        Column("licence", "授权编号", "code", ("用标授权", "授权号", "编号"), max_length=30, width=18),
        Column("month", "月份", "month", ("哪个月", "年月")),
        Column(
            "on_hand",
            "月底手里（枚）",
            "integer",
            ("月底数到", "手里还有", "月末结存"),
            low=0,
            high=MOST_ON_HAND,
            width=14,
        ),
        Column("note", "和账上不一样的，为什么", "text", ("原因", "备注"), required=False, max_length=200, width=28),
        Column("retract", "收回原来报的，为什么", "text", ("收回原因",), required=False, max_length=200, width=28),
    ),
)
