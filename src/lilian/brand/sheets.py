"""Tables of marks: licences, the numbers of labels for whoever prints them. No Django."""

from lilian.sheets.tables import Column, Table

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
