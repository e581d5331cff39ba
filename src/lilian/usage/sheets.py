"""The table of reports of use. No Django."""

from lilian.sheets.tables import Column, Table

MOST_ON_HAND = 10_000_000

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
