"""The kinds of fault a cell or a row can have: a short code, a sentence with the facts, what to do."""

from dataclasses import dataclass
from typing import Any

from lilian.kernel.marks import gettext_noop


@dataclass(frozen=True)
class FaultKind:
    code: str
    sentence: str
    remedy: str


class CellFault(Exception):
    """A value that cannot stand; raised by the readers of a kind, turned into a `Problem` by the row."""

    def __init__(self, kind: FaultKind, **fields: Any) -> None:
        super().__init__(kind.code)
        self.kind, self.fields = kind, fields


MISSING = FaultKind("missing", gettext_noop("“{title}”没有填。"), gettext_noop("请填上{title}。"))
NO_COLUMN = FaultKind(
    "no_column", gettext_noop("表里找不到“{title}”这一列。"), gettext_noop("请补上这一列，标题写“{title}”。")
)
NO_SHEET = FaultKind(
    "no_sheet",
    gettext_noop("找不到工作表“{sheet}”，或认不出它的标题行。"),
    gettext_noop("请补上工作表“{sheet}”，标题行至少有：{titles}。"),
)
NO_ROWS = FaultKind("no_rows", gettext_noop("工作表“{sheet}”里没有数据。"), gettext_noop("请在标题行下面填写数据。"))
DUPLICATE = FaultKind(
    "duplicate",
    gettext_noop("{title} {given} 和第 {first_row} 行重复。"),
    gettext_noop("请改成这一行自己的{title}；如果是重复填写，请删去这一行。"),
)
FORMULA_FAILED = FaultKind(
    "formula_failed", gettext_noop("公式出错，显示的是 {given}。"), gettext_noop("请改正公式，或直接填写数值。")
)
FORMULA_EMPTY = FaultKind(
    "formula_empty",
    gettext_noop("这一格是公式，还没有算出结果。"),
    gettext_noop("请用 Excel 或 WPS 打开，等它算好后保存，再上传。"),
)
DIGITS_LOST = FaultKind(
    "digits_lost",
    gettext_noop("{title}超过 15 位，Excel 已改掉后面的数字，这里是 {given}。"),
    gettext_noop("请先把这一列设为“文本”格式，再重新填写完整的号码。"),
)
TOO_LONG = FaultKind("too_long", gettext_noop("{title}太长，最多 {limit} 个字。"), gettext_noop("请写短一些。"))
UNKNOWN_CHOICE = FaultKind(
    "unknown_choice", gettext_noop("{title}里没有“{given}”这一种。"), gettext_noop("可以填：{choices}。")
)
NOT_PHONE = FaultKind(
    "not_phone", gettext_noop("“{given}”不是电话号码。"), gettext_noop("请填 11 位手机号，或区号加座机号。")
)
NOT_YES_NO = FaultKind("not_yes_no", gettext_noop("“{given}”不是“是”或“否”。"), gettext_noop("请填“是”或“否”。"))

NOT_WEIGHT = FaultKind(
    "not_weight",
    gettext_noop("“{given}”不是重量。"),
    gettext_noop("请填数字加单位，例如 3600斤、1800公斤、1.8吨。"),
)
NO_UNIT = FaultKind(
    "no_unit",
    gettext_noop("重量 {given} 没有写单位。"),
    gettext_noop("请在标题里写明单位，例如“数量（斤）”，或在数字后面写上。"),
)
WEIGHT_TOO_FINE = FaultKind(
    "weight_too_fine", gettext_noop("重量 {given} 比 1 克还细。"), gettext_noop("请少写几位小数。")
)
WEIGHT_NOT_POSITIVE = FaultKind(
    "weight_not_positive",
    gettext_noop("重量必须大于 0，这里是 {given}。"),
    gettext_noop("请填实际重量，例如 3600斤、1.8吨。"),
)
WEIGHT_TOO_SMALL = FaultKind(
    "weight_too_small",
    gettext_noop("重量 {given} 太小，至少 {limit}。"),
    gettext_noop("请核对数字和单位（斤、公斤、吨、万斤）。"),
)
TOO_HEAVY = FaultKind(
    "too_heavy",
    gettext_noop("重量 {given} 太大，合 {weight}，最多 {limit}。"),
    gettext_noop("请核对数字和单位（斤、公斤、吨、万斤）。"),
)

NOT_NUMBER = FaultKind("not_number", gettext_noop("“{given}”不是数字。"), gettext_noop("请只填数字。"))
NOT_WHOLE = FaultKind("not_whole", gettext_noop("{title}要填整数，这里是 {given}。"), gettext_noop("请去掉小数。"))
TOO_SMALL = FaultKind(
    "too_small", gettext_noop("{title}不能小于 {limit}，这里是 {given}。"), gettext_noop("请核对后改正。")
)
NOT_ABOVE = FaultKind(
    "not_above", gettext_noop("{title}必须大于 {limit}，这里是 {given}。"), gettext_noop("请核对后改正。")
)
TOO_LARGE = FaultKind(
    "too_large", gettext_noop("{title}不能大于 {limit}，这里是 {given}。"), gettext_noop("请核对后改正。")
)
NOT_MONEY = FaultKind(
    "not_money", gettext_noop("“{given}”不是金额。"), gettext_noop("请填元，最多两位小数，例如 12.50。")
)

NOT_DATE = FaultKind(
    "not_date", gettext_noop("“{given}”不是日期。"), gettext_noop("请填年月日，例如 2024-09-20 或 2024年9月20日。")
)
NOT_MONTH = FaultKind(
    "not_month", gettext_noop("“{given}”不是月份。"), gettext_noop("请填年和月，例如 2024-09 或 2024年9月。")
)
NO_SUCH_DAY = FaultKind(
    "no_such_day", gettext_noop("没有 {given} 这一天。"), gettext_noop("请核对月份和日子，例如九月只有 30 天。")
)
NO_YEAR = FaultKind("no_year", gettext_noop("日期 {given} 没有写年份。"), gettext_noop("请写全，例如 2024-09-20。"))
TOO_EARLY = FaultKind(
    "too_early", gettext_noop("{title} {given} 太早，不会早于 {limit}。"), gettext_noop("请核对年份和月份。")
)
TOO_LATE = FaultKind(
    "too_late", gettext_noop("{title} {given} 太晚，不会晚于 {limit}。"), gettext_noop("请核对年份和月份。")
)
NOT_TIME = FaultKind("not_time", gettext_noop("“{given}”不是时间。"), gettext_noop("请填几点几分，例如 16:00。"))

NOT_DEGREES = FaultKind(
    "not_degrees", gettext_noop("“{given}”不是{title}。"), gettext_noop("请填度数，例如 {example}。")
)
POINT_SWAPPED = FaultKind(
    "point_swapped",
    gettext_noop("经度和纬度填反了：经度写成了 {lon}，纬度写成了 {lat}。"),
    gettext_noop("请把这两格对调。"),
)
POINT_TOO_FAR = FaultKind(
    "point_too_far",
    gettext_noop("{title} {given} 不在本县附近（离县中心 {centre} 超过 {within} 度）。"),
    gettext_noop("请在地图上重新查一次，再填。"),
)
