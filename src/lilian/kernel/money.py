"""Money is an integer number of fen (1 yuan = 100 fen)."""

import re
from decimal import ROUND_HALF_UP, Decimal

from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import plain
from lilian.kernel.refusal import Invalid

WRITTEN = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,2})?")


class BadAmount(Invalid):
    code = "kernel.bad_amount"
    sentence = gettext_noop("“{given}”不是金额。")
    remedy = gettext_noop("请填元，最多两位小数，例如 12.50。")


def parse_fen(text: str) -> int:
    """Read an amount in yuan, to the fen.

    :raises BadAmount: if it is not a number or has more than two decimals
    """
    given = plain(str(text)).removeprefix("¥").removesuffix("元")
    if not WRITTEN.fullmatch(given):
        raise BadAmount(given=text)
    return int(Decimal(given) * 100)


def yuan_text(fen: int) -> str:
    """`1234567` -> `12,345.67`."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def round_fen(amount: Decimal) -> int:
    """Nearest fen, halves away from zero, as Chinese bookkeeping does (四舍五入)."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def worth_fen(weight_g: int, fen_per_kg: int) -> int:
    """What so many grams cost, to the fen, halves upwards; neither figure is negative."""
    return (weight_g * fen_per_kg + 500) // 1_000
