"""Small peak workbooks as an office sends them, made on the spot."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

LOT_TITLES = ("批次号", "收购点", "村", "经度", "纬度", "品种", "等级", "数量(斤)", "采收日期", "可运时间", "备注")
STORE_TITLES = (
    "库编号",
    "库名",
    "乡镇",
    "经度",
    "纬度",
    "容积(m³)",
    "库容(吨)",
    "已存(吨)",
    "填报时间",
    "可存品种",
    "日入库能力(吨)",
    "库温(℃)",
    "仓储费(元/吨·月)",
    "联系人",
)
TERMS = (
    ("运价", 0.9, "元/吨·公里"),
    ("装卸费", 18, "元/吨"),
    ("道路系数", 1.4, None),
    ("平均车速", 32, "公里/小时"),
    ("延误损耗", 2.5, "元/吨·小时"),
    ("预计贮藏月数", 4, "月"),
    ("计划首日", "2024-09-18", None),
    ("计划天数", 2, "天"),
    ("最高库温", 1.5, "℃"),
)
MEI = ("P1", "梅家庄收购点", "梅家庄", 110.90, 36.60, "玉露香梨", "一级", "10吨", "2024-09-17", "14:00", None)
QIAO = ("P2", "乔家沟收购点", "乔家沟", 110.90, 36.70, "玉露香梨", "特级", "5吨", "2024-09-18", "14:00", None)
GUO = ("K1", "郭家冷库", "龙泉镇", 110.90, 36.65, 400, 15, 5, "2024-09-17 08:00", "玉露香梨", 50, 0.5, 50, "郭师傅")
FAR = ("K2", "北山冷库", "下李乡", 110.90, 36.80, 400, 40, 20, "2024-09-17 08:00", "玉露香梨", 50, 0.5, 50, "")


def peak_workbook(path: Path, *, lots: Any = (MEI, QIAO), stores: Any = (GUO, FAR), terms: Any = TERMS) -> Path:
    book = Workbook()
    for name, title, titles, rows in (
        ("待储批次", "待入库批次", LOT_TITLES, lots),
        ("恒温库", "库容填报表", STORE_TITLES, stores),
        ("参数", "运价与参数", ("项目", "数值", "单位"), terms),
    ):
        sheet = book.create_sheet(name)
        for row in ((title,), (), titles, *rows):
            sheet.append(row)
    del book["Sheet"]
    book.save(path)
    return path
