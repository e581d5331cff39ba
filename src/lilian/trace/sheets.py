"""The file of a recall: a sheet for each critical tracking event, its key data elements as columns, in two languages.

The columns follow 21 CFR 1.1325 to 1.1350 as far as the journals know them; a row is a lot in an event.
"""

from lilian.sheets import Column, Table

LOT = Column("lot", "批次 Lot", "code", width=16)
GRAMS = Column("weight_g", "数量（公斤）Quantity (kg)", "weight", unit="公斤", width=16)
NUMBER = Column("entry", "凭证号 Reference", "code", width=14)
LOGGED = Column("log_index", "存证序号 Log index", "integer", width=12)
WORKED_OUT = {"cooled_at", "cooled_on", LOGGED.key}  # not asked for with the rest of a row

HARVESTED = Table(
    name="harvested",
    sheet="采收 Harvesting",
    columns=(
        LOT,
        Column("variety", "品种 Variety", width=14),
        GRAMS,
        Column("farm", "单位 Farm", width=24),
        Column("household", "农户 Grower", "code", width=14),
        Column("harvester", "采收人 Harvester", width=14),
        Column("phone", "电话 Telephone", "code", width=16),
        Column("field", "地块 Field", width=20),
        Column("village", "村 Village", width=14),
        Column("harvested_on", "采收日期 Harvest date", "date", width=14),
        Column("received_on", "收货日期 Received", "date", width=14),
        Column("cooled_at", "冷却地点 Cooling location", width=24),
        Column("cooled_on", "冷却日期 Cooling date", "date", width=14),
        NUMBER,
        LOGGED,
    ),
)
STORED = Table(
    name="stored",
    sheet="存放 Cooling and storing",
    columns=(
        LOT,
        Column("place", "地点 Location", width=24),
        Column("since", "从 From", "date", width=14),
        Column("until", "到 Until", "date", width=14),
    ),
)
CHANGED = Table(
    name="changed",
    sheet="加工 Transformation",
    columns=(
        Column("day", "日期 Date", "date", width=14),
        Column("from_lot", "投入批次 Input lot", "code", width=16),
        Column("to_lot", "产出批次 Output lot", "code", width=16),
        GRAMS,
        NUMBER,
        LOGGED,
    ),
)
PACKED = Table(
    name="packed",
    sheet="包装 Initial packing",
    columns=(
        LOT,
        Column("batch", "包装批号 Batch", "code", width=14),
        Column("product", "产品 Product", width=20),
        Column("gtin", "商品条码 GTIN", "code", width=16),
        Column("boxes", "箱数 Boxes", "integer"),
        GRAMS,
        Column("packed_on", "日期 Date", "date", width=14),
        Column("packer", "单位 Packer", width=24),
        Column("line", "生产线 Line", width=16),
        NUMBER,
        LOGGED,
    ),
)
SHIPPED = Table(
    name="shipped",
    sheet="发件 Shipping",
    columns=(
        LOT,
        Column("parcel", "发件号 Parcel", "code", width=14),
        Column("boxes", "箱数 Boxes", "integer"),
        GRAMS,
        Column("sender", "发件单位 Ship from", width=24),
        Column("receiver", "收件人 Recipient", width=24),
        Column("phone", "电话 Telephone", "code", width=16),
        Column("shipped_on", "发出日期 Shipped", "date", width=14),
        Column("arrived_on", "送到日期 Received", "date", width=14),
        Column("waybill", "运单号 Waybill", "code", width=16),
        Column("back", "退回箱数 Returned", "integer"),
        NUMBER,
        LOGGED,
    ),
)
CALLS = Table(
    name="calls",
    sheet="电话单 Calls",
    columns=(
        Column("holder", "在谁手里 Holder", width=24),
        Column("phone", "接下来打 Number to call", "code", width=16),
        Column("way", "怎么通知 Told by", width=14),
        Column("boxes", "箱数 Boxes", "integer"),
        Column("net_g", "净重（公斤）Net weight (kg)", "weight", unit="公斤", width=16),
        Column("parcels", "发件号 Parcels", "list", width=30),
        Column("state", "状态 State", width=14),
        Column("found", "找到箱数 Boxes found", "integer", width=14),
        Column("note", "怎么处理的 What was done", width=30),
        Column("by", "谁记的 Taken down by", width=16),
        Column("at", "什么时候 When", "datetime", width=18),
        Column("before", "原来的号码 Number before", "code", width=16),
        Column("tries", "没打通几次 Calls in vain", "integer", width=14),
        Column("tried_at", "最近一次 Last one", "datetime", width=18),
        Column("tried", "没打通的电话 What came of them", "list", width=50),
    ),
)
EVENTS = (HARVESTED, STORED, CHANGED, PACKED, SHIPPED)
