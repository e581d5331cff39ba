"""Rows that cannot be taken are all named at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, Refusal
from lilian.members.values import RowFault


class RowsRefused(Invalid):
    """`faults` names each row at fault."""

    code = "members.rows_refused"
    sentence = gettext_noop("有 {count} 行不能导入，一行也没有写入。")
    remedy = gettext_noop("请改好标出的行再导入一次。")

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        super().__init__(count=len({fault.key for fault in faults}))
        self.faults = faults


COLUMN_OF = {
    "members.credit_code_wrong": "uscc",
    "members.credit_code_taken": "uscc",
    "members.township_unknown": "township",
    "members.organisation_unknown": "organisation",
    "members.parent_unknown": "parent",
    "members.below_itself": "parent",
    "members.household_unknown": "household",
    "members.household_elsewhere": "household",
    "members.no_block": "household",
    "members.household_has_head": "head",
    "members.head_without_household": "head",
    "members.phone_wrong": "phone",
    "members.point_wrong": "lon",
    "members.area_out_of_place": "area_m2",
}


class RowFaults:
    """Collects refusals row by row, then raises them together; `columns` says which column a refusal marks."""

    def __init__(self, columns: Mapping[str, str] = COLUMN_OF, otherwise: str = "code") -> None:
        self.columns, self.otherwise = columns, otherwise
        self.found: list[RowFault] = []

    @contextmanager
    def of(self, key: str) -> Iterator[None]:
        try:
            yield
        except Refusal as refusal:
            self.found.append(RowFault(key, self.columns.get(refusal.code, self.otherwise), refusal))

    def check(self) -> None:
        """:raises RowsRefused: if any row was at fault"""
        if self.found:
            raise RowsRefused(tuple(self.found))


def text(value: Any) -> str:
    """A cell as text; an empty one is None in a row."""
    return "" if value is None else str(value)
