"""What a part of a value must say beyond its characters and its length: a date, a country, a check digit."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping

from stdnum import iban

from lilian.gs1 import check_digits
from lilian.gs1.codes import COUNTRIES, COUNTRY_LETTERS, CURRENCIES

ANY_COUNTRY = "999"
PREFIX_LENGTH = 4  # no company prefix is shorter
LATITUDES, LONGITUDES = 1_800_000_000, 3_600_000_000  # ten-millionths of a degree from the south pole, the date line


def is_day(text: str, *, century: str = "20") -> bool:
    """`YYMMDD`: a day there is."""
    year, month, day = int(century + text[:-4]), int(text[-4:-2]), int(text[-2:])
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def is_day_or_month(text: str) -> bool:
    """`YYMMDD`, whose day may be 00: some time in that month."""
    return is_day(text[:-2] + "01" if text.endswith("00") else text)


def is_long_day(text: str) -> bool:
    return is_day(text, century="")


def is_time(text: str) -> bool:
    return below(24)(text[:2]) and below(60)(text[2:])


def below(bound: int) -> Callable[[str], bool]:
    return lambda text: int(text) < bound


def one_of(*wanted: str) -> Callable[[str], bool]:
    return lambda text: text in wanted


def is_piece(text: str) -> bool:
    """`PPTT`: piece PP of TT."""
    return 0 < int(text[:2]) <= int(text[2:])


def is_birth(text: str) -> bool:
    """`P/T`: born as number P of T."""
    return re.fullmatch(r"[1-9]/[1-9]", text) is not None and text[0] <= text[2]


def is_medium(text: str) -> bool:
    return 1 <= int(text) <= 10 or 80 <= int(text) <= 99


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "digit": check_digits.is_valid,
    "pair": check_digits.is_valid_pair,
    "prefix": lambda text: text[:PREFIX_LENGTH].isdigit() and len(text) >= PREFIX_LENGTH,
    "prefix1": lambda text: text[1 : 1 + PREFIX_LENGTH].isdigit() and len(text) > PREFIX_LENGTH,
    "day": is_day,
    "day0": is_day_or_month,
    "day8": is_long_day,
    "time": is_time,
    "hour": below(24),
    "minute": below(60),
    "country": COUNTRIES.__contains__,
    "country999": lambda text: text == ANY_COUNTRY or text in COUNTRIES,
    "letters": COUNTRY_LETTERS.__contains__,
    "currency": CURRENCIES.__contains__,
    "escaped": lambda text: not re.search(r"%(?![0-9A-Fa-f]{2})", text),
    "latitude": lambda text: int(text) <= LATITUDES,
    "longitude": lambda text: int(text) <= LONGITUDES,
    "yes": one_of("0", "1"),
    "minus": one_of("-"),
    "importer": lambda text: re.fullmatch(r"[-\w]", text, re.ASCII) is not None,
    "medium": is_medium,
    "sex": one_of("0", "1", "2", "9"),
    "birth": is_birth,
    "some": lambda text: int(text) > 0,
    "zero": one_of("0"),
    "winding": one_of("0", "1", "9"),
    "piece": is_piece,
    "iban": iban.is_valid,
    "plain": lambda text: text == "0" or not text.startswith("0"),
    "letter": lambda text: not text.isdigit(),
}
