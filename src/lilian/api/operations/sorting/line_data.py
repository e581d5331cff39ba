"""What a line measured comes in: fruit by fruit as JSON, or the line's own file. Read and graded before the write."""

from collections.abc import Iterator
from typing import Annotated

from django.utils.translation import gettext
from ninja import Field, Query, Router
from pydantic import BaseModel, ConfigDict, StringConstraints

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import LINE, Code, Line, RowId
from lilian.api.operation import write
from lilian.api.operations.sorting.shapes import RunWhole, whole
from lilian.api.refusals import Detailed
from lilian.api.shapes import Asked
from lilian.catalog import queries as catalogue
from lilian.catalog.values import StandardInForce
from lilian.kernel.marks import gettext_noop
from lilian.sorting import actions, queries
from lilian.sorting.actions import LineReport
from lilian.sorting.actions.refusals import BadRows
from lilian.sorting.sheets import FIRST_LINE
from lilian.sorting.values import FruitRecord

router = Router()
MOST_AT_ONCE = 20_000
MOST_FAULTS = 100
MachineCode = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40, pattern=LINE)]
ShortCode = Annotated[str, StringConstraints(strict=True, max_length=40, pattern=LINE)]
WeightDg = Annotated[int, Field(strict=True, ge=1, le=50_000)]
TenthsMm = Annotated[int, Field(strict=True, ge=0, le=3_000)]
BrixTenths = Annotated[int, Field(strict=True, ge=0, le=400)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Lane = Annotated[int, Field(strict=True, ge=1, le=999)]


class FruitIn(BaseModel):
    """Not of the framework's shapes, whose reading takes several times as long: there are twenty thousand of them."""

    model_config = ConfigDict(extra="forbid")

    weight_dg: WeightDg = Field(description=gettext_noop("单果重，0.1 克"), examples=[3_505])
    diameter_tenths_mm: TenthsMm | None = Field(
        None, description=gettext_noop("果径，0.1 毫米；没有测就不填"), examples=[812]
    )
    brix_tenths: BrixTenths | None = Field(
        None, description=gettext_noop("糖度，0.1 °Brix；没有测就不填"), examples=[124]
    )
    colour_percent: Percent | None = Field(
        None, description=gettext_noop("着色面，百分之几；没有测就不填"), examples=[35]
    )
    defects: list[MachineCode] | None = Field(
        None, max_length=20, description=gettext_noop("机器的缺陷代码；看了没有缺陷是空列表，没有看就不填")
    )
    grade: ShortCode = Field("", description=gettext_noop("机器给的等级；没有就不填"), examples=["1"])
    lane: Lane | None = Field(None, description=gettext_noop("几号通道；不知道就不填"), examples=[3])
    lot: ShortCode = Field("", description=gettext_noop("机器给这一批的记号；没有就不填"), examples=["A"])


class FruitBatch(Asked):
    batch: Line = Field(description=gettext_noop("这一包的编号，由机器定，一次分选里不重复"), examples=["0001"])
    profile: Code = Field(description=gettext_noop("映射方案代码"), examples=["grader-csv-en"])
    good_only: bool = Field(False, description=gettext_noop("有问题的不收，只收没有问题的"))
    fruit: list[FruitIn] = Field(
        min_length=1, max_length=MOST_AT_ONCE, description=gettext_noop("逐果数据，一次最多 20000 个果；多了分几包")
    )


class FileAsk(Asked):
    profile: Code = Field(description=gettext_noop("映射方案代码"), examples=["grader-csv-en"])
    name: Line = Field("line.csv", description=gettext_noop("文件名，带后缀"))
    good_only: bool = Field(False, description=gettext_noop("有问题的行不收，只收没有问题的"))


def standard_of(request: Request, run_id: int) -> StandardInForce:
    """The standard the run is graded by.

    :raises NotFound: if there is no such run where the caller may sort
    """
    card = queries.card(request.auth, run_id)
    request.auth.must("sorting.run", organisation_id=card.organisation_id)
    return catalogue.version(card.standard_id)


def tuple_of(defects: list[str] | None) -> tuple[str, ...] | None:
    return None if defects is None else tuple(defects)


def report_on_batch(request: Request, run_id: int, body: FruitBatch) -> LineReport:
    """Before the transaction; raises as `report_on_records` does."""
    standard = standard_of(request, run_id)
    records = [FruitRecord(**vars(one) | {"defects": tuple_of(one.defects)}) for one in body.fruit]
    profile = queries.profile(body.profile)
    return actions.report_on_records(records=records, name=body.batch, profile=profile, standard=standard)


def report_on_file(request: Request, run_id: int, asked: FileAsk) -> LineReport:
    """Before the transaction; raises as `report_on` does."""
    standard, profile = standard_of(request, run_id), queries.profile(asked.profile)
    return actions.report_on(data=request.body, name=asked.name, profile=profile, standard=standard)


def taken(request: Request, run_id: int, *, good_only: bool, first_line: int, place: str) -> RunWhole:
    """:raises Detailed: naming the wrong rows, each with its place"""
    report: LineReport = request.ready
    try:
        actions.take_file(**actor_and_now(request), run_id=run_id, report=report, take_good_rows=good_only)
    except BadRows as bad:
        raise Detailed(bad, list(faults(report, first_line, place))[:MOST_FAULTS]) from None
    return whole(request, run_id)


def faults(report: LineReport, first_line: int, place: str) -> Iterator[dict[str, str]]:
    """Each kind of fault at the first rows that have it."""
    for fault in report.data.faults:
        detail = fault.text(gettext)
        for line in fault.lines:
            field = place.format(number=line - first_line)
            yield {"field": field, "where": "body", "code": fault.kind.code, "detail": detail}


@write(
    router,
    "POST /sorting/runs/{run_id}/fruit",
    answer=RunWhole,
    status=201,
    needs="sorting.run",
    summary=gettext_noop("收一包逐果数据"),
    description=gettext_noop(
        "机器边分边报，一包最多 20000 个果：单位是固定的，等级和缺陷写机器自己的代码，按映射方案换。"
        "有一个果不对就整包不收，errors 里指出是第几个；同一包再发不会重复。"
    ),
    first=report_on_batch,
)
def add_fruit(request: Request, run_id: RowId, body: FruitBatch) -> object:
    return taken(request, run_id, good_only=body.good_only, first_line=FIRST_LINE, place="fruit.{number}")


@write(
    router,
    "POST /sorting/runs/{run_id}/file text/csv",
    answer=RunWhole,
    status=201,
    needs="sorting.run",
    summary=gettext_noop("收机器导出的文件"),
    description=gettext_noop(
        "正文就是机器导出的 CSV 文件，UTF-8 或 GBK，最多 4 MB（十万个果上下）；再大的在网页上传。"
        "有一行不对就整个不收，errors 里指出是第几行；同一个文件再发不会重复。"
    ),
    first=report_on_file,
)
def add_line_file(request: Request, run_id: RowId, asked: Query[FileAsk]) -> object:
    return taken(request, run_id, good_only=asked.good_only, first_line=0, place="line.{number}")
