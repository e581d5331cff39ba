"""How the cells of each kind of column are read: `READERS[kind](column, value, context)`, a value or a `CellFault`."""

from collections.abc import Callable
from typing import Any

from lilian.sheets.cells import Value
from lilian.sheets.kinds.days import read_date, read_datetime, read_month, read_time
from lilian.sheets.kinds.degrees import read_degrees
from lilian.sheets.kinds.numbers import read_integer, read_money, read_number
from lilian.sheets.kinds.weights import read_weight
from lilian.sheets.kinds.words import read_choice, read_code, read_list, read_phone, read_text, read_yes_no
from lilian.sheets.tables import Column, Context

READERS: dict[str, Callable[[Column, Value, Context], Any]] = {
    "text": read_text,
    "code": read_code,
    "phone": read_phone,
    "choice": read_choice,
    "list": read_list,
    "weight": read_weight,
    "number": read_number,
    "integer": read_integer,
    "money": read_money,
    "yes_no": read_yes_no,
    "date": read_date,
    "month": read_month,
    "datetime": read_datetime,
    "time": read_time,
    "lat": read_degrees,
    "lon": read_degrees,
}
