"""Certificates of a month as a workbook: what was issued and what was collected, in two languages.

The columns are what Order No. 4 of 2025 asks a certificate to say and its holder to keep, with the key data elements of
a receiving event (lot, quantity, product, previous source, receiver, date, reference). A void one keeps its row.
"""

from typing import Any

from lilian.certificates.values import Basis, Form, Misfit
from lilian.sheets import Column, Table

NUMBER = Column("number", "编号 Number", "code", width=16)
VARIETY = Column("variety", "产品 Product", width=14)
GRAMS = Column("weight_g", "重量（公斤）Weight (kg)", "weight", unit="公斤", width=14)
LOTS = Column("lots", "批次 Lot", "list", width=18)
STATE = Column("state", "状态 Status", width=18)

ISSUED = Table(
    name="issued",
    sheet="开具 Issued",
    columns=(
        NUMBER,
        Column("form", "类别 Form", width=18),
        Column("promiser", "承诺人 Issuer", width=24),
        Column("contact", "联系电话 Contact", "code", width=16),
        VARIETY,
        GRAMS,
        Column("used_g", "已收取（公斤）Taken in (kg)", "weight", unit="公斤", width=14),
        Column("origin", "产地 Origin", width=24),
        Column("bases", "承诺依据 Basis", "list", width=30),
        Column("test", "检测 Test", width=20),
        Column("issued_at", "开具时间 Issued at", "datetime"),
        LOTS,
        Column("named", "写明的合格证 Names", "list", width=20),
        STATE,
        Column("voided_at", "作废时间 Voided at", "datetime"),
        Column("void_reason", "作废原因 Reason", width=20),
    ),
)
COLLECTED = Table(
    name="collected",
    sheet="收取 Collected",
    columns=(
        NUMBER,
        Column("issuer", "开具人 Issuer (source)", width=24),
        Column("holder", "收取单位 Holder (receiver)", width=24),
        Column("day", "收取日期 Received", "date", width=14),
        VARIETY,
        GRAMS,
        LOTS,
        Column("ours", "本系统开具 Issued here", "yes_no", width=12),
        STATE,
        Column("collected_by", "经手人 Taken in by", width=14),
        Column("at", "记录时间 Recorded at", "datetime"),
    ),
)

ENGLISH = {
    Form.PRODUCER: "Producer",
    Form.BUYER: "Buyer",
    Basis.CONTROL: "under control",
    Basis.OWN_TEST: "own test",
    Basis.COMMISSIONED_TEST: "commissioned test",
    Misfit.UNKNOWN: "unknown number",
    Misfit.VOID: "void",
    Misfit.OTHER_PARTY: "another issuer",
    Misfit.OTHER_PRODUCT: "another product",
    Misfit.TOO_LITTLE: "too little left",
}
VALID, VOID, BACK = "有效 Valid", "已作废 VOID", "已退回 Given back"


def both(kind: Any, words: str) -> str:
    """Chinese and English side by side, whatever the screen speaks: who keeps the file may read either."""
    return f"{words} {ENGLISH[kind]}"
