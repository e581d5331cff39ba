"""Rows that cannot be taken are all named at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, Refusal
from lilian.members.values import RowFault


class RowsRefused(Invalid):
    """`faults` names each row at fault."""

    code = "storage.rows_refused"
    sentence = gettext_noop("有 {count} 行不能导入，一行也没有写入。")
    remedy = gettext_noop("请改好标出的行再导入一次。")

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        super().__init__(count=len({fault.key for fault in faults}))
        self.faults = faults


class UnknownStore(Invalid):
    code = "storage.unknown_store"
    sentence = gettext_noop("系统里没有库编号 {given}。")
    remedy = gettext_noop("请核对编号，或先登记这座库。")


class UnknownRoom(Invalid):
    code = "storage.unknown_room"
    sentence = gettext_noop("{store} 没有叫“{given}”的库房。")
    remedy = gettext_noop("请核对库房号，或先登记这间库房。")


class UnknownVariety(Invalid):
    code = "storage.unknown_variety"
    sentence = gettext_noop("系统里没有品种“{given}”。")
    remedy = gettext_noop("请核对品种名，或先登记这个品种。")


class UnknownPoint(Invalid):
    code = "storage.unknown_point"
    sentence = gettext_noop("系统里没有叫“{given}”的收购点，不知道这批果归哪个单位。")
    remedy = gettext_noop("请核对收购点名称，或先登记这个收购点。")


class RowFaults:
    """Collects refusals row by row, then raises them together."""

    def __init__(self) -> None:
        self.found: list[RowFault] = []

    @contextmanager
    def of(self, key: str, column: str) -> Iterator[None]:
        try:
            yield
        except Refusal as refusal:
            self.found.append(RowFault(key, column, refusal))

    def check(self) -> None:
        """:raises RowsRefused: if any row was at fault"""
        if self.found:
            raise RowsRefused(tuple(self.found))
