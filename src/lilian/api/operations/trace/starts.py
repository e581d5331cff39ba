"""What a trace, a recall and a drill begin with."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

from lilian.api.bounds import LINE, Moment
from lilian.api.shapes import Asked
from lilian.kernel.marks import gettext_noop
from lilian.trace.values import Start, StartKind

StartCode = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=80, pattern=LINE)]
ShiftName = Annotated[str, StringConstraints(max_length=10, pattern=LINE)]
KIND = gettext_noop(
    "从什么查起：box 箱码，parcel 发件号或运单号，pallet 托盘，batch 包装批号，lot 批次，bin 大箱，block 地块，"
    "household 农户，supplies 农资批号，room 存放处，line 生产线，sample 检验样品"
)
CODE = gettext_noop("它的编号")
SINCE = gettext_noop("从什么时刻起，带时区；大箱、托盘、存放处、生产线反复用，要写时段；空着就是从头")
UNTIL = gettext_noop("到什么时刻止，带时区；空着就是到现在")
SHIFT = gettext_noop("生产线的班次；空着就是全部班次")


class StartIn(Asked):
    kind: StartKind = Field(description=KIND, examples=["lot"])
    code: StartCode = Field(description=CODE, examples=["L000012K"])
    since: Moment | None = Field(None, description=SINCE)
    until: Moment | None = Field(None, description=UNTIL)
    shift: ShiftName = Field("", description=SHIFT)

    def start(self) -> Start:
        return Start(self.kind, self.code.strip(), self.since, self.until, self.shift)


class StartOut(Schema):
    kind: StartKind = Field(description=KIND)
    code: str = Field(description=CODE)
    since: datetime | None = Field(description=SINCE)
    until: datetime | None = Field(description=UNTIL)
    shift: str = Field(description=SHIFT)
