"""The values requests may carry, each with its bounds: nothing that passes here can upset a database."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from ninja import Field
from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from lilian.kernel.marks import gettext_noop

LARGEST_ID = 2**63 - 1
MOST_G = 10**12  # a million tonnes: more than any county picks
MOST_FEN = 10**12
DIGITS = re.compile(r"-?[0-9]{1,19}", re.ASCII)
DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)
CLOCK = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
MOMENT = re.compile(DAY.pattern + CLOCK, re.ASCII)
LINE = r"^[^\x00-\x1f\x7f]*$"
CODE = r"^[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff_.-]*$"


def digits(given: Any) -> Any:
    """Numbers in addresses are plain digits, not `1_0` or ` 1`."""
    if isinstance(given, str) and not DIGITS.fullmatch(given):
        raise PydanticCustomError("int_parsing", "not a whole number")
    return given


def day(given: Any) -> date:
    if not isinstance(given, str) or not DAY.fullmatch(given):
        raise PydanticCustomError("bad_day", "not a day")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise PydanticCustomError("bad_day", "not a day") from None


def moment(given: Any) -> datetime:
    """RFC 3339 with an offset; comes out in UTC."""
    if not isinstance(given, str) or not MOMENT.fullmatch(given):
        raise PydanticCustomError("bad_moment", "not a moment")
    try:
        return datetime.fromisoformat(given).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError("bad_moment", "not a moment") from None


# In addresses (path and query) numbers arrive as text.
RowId = Annotated[int, Field(ge=1, le=LARGEST_ID, description=gettext_noop("记录编号")), BeforeValidator(digits)]
PageNumber = Annotated[int, Field(ge=1, le=100_000), BeforeValidator(digits)]
PageSize = Annotated[int, Field(ge=1, le=200), BeforeValidator(digits)]
Few = Annotated[int, Field(ge=1, le=50), BeforeValidator(digits)]
FreeGrams = Annotated[int, Field(ge=0, le=MOST_G), BeforeValidator(digits)]

# In bodies a number is a number.
Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID)]
Grams = Annotated[int, Field(strict=True, ge=0, le=MOST_G)]
SomeGrams = Annotated[int, Field(strict=True, ge=1, le=MOST_G)]
Fen = Annotated[int, Field(strict=True, ge=0, le=MOST_FEN)]
MilliDegrees = Annotated[int, Field(strict=True, ge=-40_000, le=60_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
SomeCount = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Tenths = Annotated[int, Field(strict=True, ge=0, le=100_000)]
FenPerKg = Annotated[int, Field(strict=True, ge=1, le=100_000)]
HumidityPm = Annotated[int, Field(strict=True, ge=0, le=1_000)]
Latitude = Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]
Day = Annotated[date, BeforeValidator(day)]
Moment = Annotated[datetime, BeforeValidator(moment)]
Code = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40, pattern=CODE)]
Line = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60, pattern=LINE)]
Note = Annotated[str, StringConstraints(strict=True, max_length=500, pattern=LINE)]
Grade = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=20, pattern=LINE)]
GradeCode = Annotated[str, StringConstraints(strict=True, max_length=20, pattern=LINE)]
PlaceName = Annotated[str, StringConstraints(strict=True, max_length=40, pattern=LINE)]
PersonName = Annotated[str, StringConstraints(strict=True, max_length=80, pattern=LINE)]
Reason = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200, pattern=LINE)]
Number = Annotated[str, StringConstraints(strict=True, max_length=60, pattern=LINE)]
PhoneNumber = Annotated[str, StringConstraints(strict=True, max_length=40, pattern=LINE)]
ShortNote = Annotated[str, StringConstraints(strict=True, max_length=200, pattern=LINE)]
Search = Annotated[str, StringConstraints(max_length=60, pattern=LINE)]
