"""Drills: a recall timed, without stopping anything."""

from datetime import datetime
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import RowId
from lilian.api.operation import read, write
from lilian.api.operations.trace.recalls import RecallFigures
from lilian.api.operations.trace.starts import CODE, KIND, StartIn
from lilian.api.shapes import Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.trace import actions, queries
from lilian.trace.values import GapKind, StartKind

if TYPE_CHECKING:
    from lilian.trace.models import Drill

router = Router()


class DrillFigures(RecallFigures):
    origins: int = Field(description=gettext_noop("查到几处来源"))
    lots_back: int = Field(description=gettext_noop("往回查到几批"))


class DrillGap(Schema):
    kind: GapKind = Field(description=gettext_noop("什么断点"))
    place: str = Field(description=gettext_noop("在哪里"))
    since: datetime = Field(description=gettext_noop("从什么时刻起"))
    until: datetime = Field(description=gettext_noop("到什么时刻止"))


class DrillLot(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    unexplained_g: int = Field(description=gettext_noop("说不清的，克"))


class DrillOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    kind: StartKind = Field(description=KIND)
    code: str = Field(description=CODE)
    at: datetime = Field(description=gettext_noop("什么时刻做的"))
    ran_by: str = Field(description=gettext_noop("谁做的"))
    passed: bool = Field(description=gettext_noop("通过：没有断点，每批数量对得上，没有查不全"))
    took_ms: int = Field(description=gettext_noop("一共用时，千分之一秒"))
    steps_ms: dict[str, int] = Field(description=gettext_noop("每一步用时，千分之一秒"))
    figures: DrillFigures = Field(description=gettext_noop("查到多少"))
    holders: int = Field(description=gettext_noop("在几家手里"))
    flagged: list[DrillLot] = Field(description=gettext_noop("数量对不上的批次"))
    gaps: list[DrillGap] = Field(description=gettext_noop("断点"))
    cut_off: bool = Field(description=gettext_noop("牵涉的太多，没有查全"))


def shape(row: "Drill") -> DrillOut:
    facts = {name: getattr(row, name) for name in ("kind", "code", "at", "ran_by", "passed", "took_ms")}
    return DrillOut.model_validate({"id": row.pk, **facts, **row.report})


@read(
    router,
    "/recall-drills",
    answer=Page[DrillOut],
    needs="trace.see_recalls",
    summary=gettext_noop("召回演练列表"),
    description=gettext_noop("每次演练从哪里查起、用时多少、有没有通过，新的在前。"),
)
def list_recall_drills(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.drills(request.auth), asked, shape)


@read(
    router,
    "/recall-drills/{drill_id}",
    answer=DrillOut,
    needs="trace.see_recalls",
    summary=gettext_noop("一次召回演练"),
    description=gettext_noop("每一步用时、查到多少、断点、对不上的批次。"),
)
def get_recall_drill(request: Request, drill_id: RowId) -> object:
    return shape(queries.drill(request.auth, drill_id))


@write(
    router,
    "POST /recall-drills",
    answer=DrillOut,
    status=201,
    needs="trace.drill",
    summary=gettext_noop("做一次召回演练"),
    description=gettext_noop("召回会做的全做一遍并计时，什么也不停；报告存档。"),
)
def run_recall_drill(request: Request, body: StartIn) -> object:
    made = actions.run_drill(**actor_and_now(request), start=body.start())
    return shape(queries.drill(request.auth, made))
