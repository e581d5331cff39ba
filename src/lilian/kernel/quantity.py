"""Weight is an integer number of grams; people say 斤, 公斤, 吨 and 万斤."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.kernel.sentences import Measure

GRAMS_PER_JIN = 500
GRAMS_PER_KG = 1_000
GRAMS_PER_TONNE = 1_000_000

GRAMS_PER_UNIT = {
    "克": 1,
    "g": 1,
    "两": 50,
    "斤": GRAMS_PER_JIN,
    "市斤": GRAMS_PER_JIN,
    "jin": GRAMS_PER_JIN,
    "公斤": GRAMS_PER_KG,
    "千克": GRAMS_PER_KG,
    "kg": GRAMS_PER_KG,
    "吨": GRAMS_PER_TONNE,
    "t": GRAMS_PER_TONNE,
    "万斤": 10_000 * GRAMS_PER_JIN,
    "万公斤": 10_000 * GRAMS_PER_KG,
    "万吨": 10_000 * GRAMS_PER_TONNE,
}
SPOKEN = re.compile(r"(?P<number>[-+]?[0-9.]+)(?P<unit>[^0-9.]*)")


class BadWeight(Invalid):
    code = "kernel.bad_weight"
    sentence = gettext_noop("“{given}”不是重量。")
    remedy = gettext_noop("请填数字加单位，例如 3600斤、1800公斤、1.8吨。")


class FinerThanGram(Invalid):
    code = "kernel.finer_than_gram"
    sentence = gettext_noop("重量“{given}”比 1 克还细。")
    remedy = gettext_noop("请少写几位小数。")


def plain(text: str) -> str:
    """Full-width digits and letters to half-width, thousands marks and spaces away."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace(",", "").replace("、", "")


def parse_weight_g(given: str | int | float | Decimal, default_unit: str | None = None) -> int:
    """Read a weight in grams: `3600斤`, `１.８吨`, or a bare number in `default_unit`.

    :raises BadWeight: if it is not a number with a known unit
    :raises FinerThanGram: if it is not a whole number of grams
    """
    match = SPOKEN.fullmatch(plain(str(given)))
    unit = match and (match["unit"].lower() or default_unit)
    if not match or unit not in GRAMS_PER_UNIT:
        raise BadWeight(given=given)
    try:
        grams = Decimal(match["number"]) * GRAMS_PER_UNIT[unit]
    except InvalidOperation:
        raise BadWeight(given=given) from None
    if grams != grams.to_integral_value():
        raise FinerThanGram(given=given)
    return int(grams)


def in_unit(weight_g: int, unit: str) -> Decimal:
    """The weight as an exact number of `unit`."""
    return Decimal(weight_g) / GRAMS_PER_UNIT[unit]


def tenths_text(tenths: int) -> str:
    """Tenths as people write them: 75, 12.5."""
    return number_text(Decimal(tenths) / 10, 1)


def number_text(number: Decimal, places: int) -> str:
    """Rounded to at most `places` decimals, thousands marked, no trailing zeros."""
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def weight_text(weight_g: int, unit: str = "吨", places: int = 3) -> Measure:
    """`18_400_000`, `吨` -> `18.4 吨`."""
    return Measure.of(number_text(in_unit(weight_g, unit), places), unit)
