"""The Excel tables of group purchasing that come in: needs, and a supplier's prices. No Django."""

from lilian.purchasing.values import TIERING_NAMES
from lilian.sheets.tables import Column, Table

MOST_UNITS = 1_000_000
CODE = Column("input", "农资编号", "code", ("农资编码", "编号", "农资代码"), max_length=40)
NAMED = Column("name", "农资", "text", ("名称", "农资名称"), required=False, max_length=80, width=26)
UNIT = Column("unit", "单位", "text", ("计量单位",), required=False, max_length=20)
INPUT = (CODE, NAMED, UNIT)

NEEDS = Table(
    name="purchasing_needs",
    sheet="农资需求",
    sheet_aliases=("需求", "团购需求", "needs"),
    title="农资需求",
    columns=(
        Column("campaign", "团购编号", "integer", ("团购",), low=1),
        Column("organisation", "单位编号", "code", ("合作社编号", "村社编号"), max_length=40),
        Column("household", "农户编号", "code", ("户编号", "户号"), required=False, max_length=40),
        Column("head", "户主", "text", ("姓名",), required=False, max_length=60),
        *INPUT,
        Column("quantity", "要几件", "integer", ("数量", "需求数量"), required=False, low=0, high=MOST_UNITS),
        Column("most", "最多几件", "integer", ("最多", "最多可以"), required=False, low=0, high=MOST_UNITS),
        Column("substitute", "没有的话换成（农资编号）", "code", ("替代", "换成"), required=False, max_length=40),
    ),
)
STEPS = 4  # steps of an article in a workbook; on the page there may be more
MOST_PRICE_FEN = 100_000_000


def _steps() -> tuple[Column, ...]:
    found = [
        Column("price_1", "单价（元）", "money", ("单价", "一档单价"), False, low=1, high=MOST_PRICE_FEN, width=12)
    ]
    for step in range(2, STEPS + 1):
        found += [
            Column(f"start_{step}", f"第{step}档起（件）", "integer", (f"{step}档起",), False, low=1, high=MOST_UNITS),
            Column(f"price_{step}", f"第{step}档单价（元）", "money", (), False, low=1, high=MOST_PRICE_FEN, width=14),
        ]
    return tuple(found)


PRICES = Table(
    name="purchasing_prices",
    sheet="报价",
    sheet_aliases=("单价", "prices"),
    title="报价",
    key="input",
    columns=(
        *INPUT,
        Column("wanted", "要的总量（件）", "integer", ("总量",), required=False),
        *_steps(),
        Column("tiering", "档次怎么算", "choice", (), required=False, choices=tuple(TIERING_NAMES.values()), width=18),
        Column("pack", "整包几件", "integer", ("整包",), required=False, low=1, high=100_000),
        Column("minimum", "起订量（件）", "integer", ("起订量",), required=False, low=0, high=MOST_UNITS),
        Column("capacity", "最多能供（件）", "integer", ("可供量",), required=False, low=0, high=MOST_UNITS),
        Column("brand", "品牌", "text", (), required=False, max_length=60),
        Column("batch", "批号", "text", ("批次",), required=False, max_length=40),
        Column("expires_on", "有效期至", "date", ("保质期至", "到期日"), required=False),
    ),
)
FREIGHT = Table(
    name="purchasing_freight",
    sheet="运费",
    sheet_aliases=("到村运费", "freight"),
    title="到村运费",
    key="organisation",
    columns=(
        Column("organisation", "单位编号", "code", ("村社编号",), max_length=40),
        Column("name", "送到", "text", ("村社", "单位"), required=False, max_length=80, width=26),
        Column(
            "freight_fen", "每件运费（元）", "money", ("运费",), required=False, low=0, high=MOST_PRICE_FEN, width=14
        ),
        Column("serves", "送不送", "choice", (), required=False, choices=("送", "不送")),
    ),
)
NOT_SERVED = "不送"
