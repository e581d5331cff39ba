"""Scales: registered, and checked against reference weights every day."""

from datetime import date, datetime
from typing import Annotated

from django.utils import timezone
from ninja import Field, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Id, Line, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, shaped
from lilian.kernel.marks import gettext_noop
from lilian.quality import actions, queries
from lilian.quality.values import CheckCard, Point, ScaleCard, ScaleDraft, ScaleState

router = Router()
MOST_POINTS = 50
ScaleGrams = Annotated[int, Field(strict=True, ge=0, le=10**9)]
SomeScaleGrams = Annotated[int, Field(strict=True, ge=1, le=10**9)]


class ScaleOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    organisation_id: int = Field(description=gettext_noop("所属单位的记录编号"))
    code: str = Field(description=gettext_noop("秤的编号"))
    name: str = Field(description=gettext_noop("秤的名称"))
    division_g: int = Field(description=gettext_noop("分度值，克"))
    capacity_g: int = Field(description=gettext_noop("最大称量，克"))
    state: ScaleState = Field(description=gettext_noop("good 今天校准合格，due 今天还没有校准，wrong 上次校准不合格"))
    checked_at: datetime | None = Field(description=gettext_noop("上次校准的时刻；没有校准过时为空"))


class PointIn(Asked):
    reference_g: ScaleGrams = Field(description=gettext_noop("标准砝码，克"), examples=[1_000])
    reading_g: ScaleGrams = Field(description=gettext_noop("秤上的读数，克"), examples=[1_001])


class CheckIn(Asked):
    points: list[PointIn] = Field(
        min_length=1, max_length=MOST_POINTS, description=gettext_noop("放过的每个砝码，按先后")
    )
    note: ShortNote = Field("", description=gettext_noop("备注"))


class CheckedOut(Schema):
    passed: bool = Field(description=gettext_noop("合格没有"))
    scale: ScaleOut = Field(description=gettext_noop("校准以后的秤"))


class ScaleReadingOut(Schema):
    reference_g: int = Field(description=gettext_noop("标准砝码，克"))
    reading_g: int = Field(description=gettext_noop("秤上的读数，克"))
    allowed_g: int = Field(description=gettext_noop("这个重量允许差多少，克"))
    off_g: int = Field(description=gettext_noop("差多少，克；负数是少"))


class CheckOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    day: date = Field(description=gettext_noop("哪一天校准的"))
    at: datetime = Field(description=gettext_noop("记下的时间"))
    passed: bool = Field(description=gettext_noop("合格没有"))
    readings: list[ScaleReadingOut] = Field(description=gettext_noop("放过的每个砝码，按先后"))
    note: str = Field(description=gettext_noop("备注"))


class ScaleIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("所属单位的记录编号"))
    code: Code = Field(description=gettext_noop("秤的编号"), examples=["C-07"])
    name: Line = Field(description=gettext_noop("秤的名称"))
    division_g: SomeScaleGrams = Field(description=gettext_noop("分度值，克"), examples=[5])
    capacity_g: SomeScaleGrams = Field(description=gettext_noop("最大称量，克"), examples=[30_000])


def scale_shape(card: ScaleCard) -> ScaleOut:
    return ScaleOut.model_validate({**vars(card), "id": card.scale_id})


def check_shape(card: CheckCard) -> CheckOut:
    readings = [{**vars(one), "off_g": one.off_g} for one in card.readings]
    return CheckOut.model_validate({**vars(card), "id": card.check_id, "readings": readings})


@read(
    router,
    "/scales",
    answer=list[ScaleOut],
    needs="quality.see",
    summary=gettext_noop("秤"),
    description=gettext_noop("看得到的单位的秤，今天校准了没有，按编号排列。"),
)
def list_scales(request: Request) -> object:
    return shaped(queries.scales(request.auth, now=timezone.now()), scale_shape)


@read(
    router,
    "/scales/{scale_id}/checks",
    answer=list[CheckOut],
    needs="quality.see",
    summary=gettext_noop("一台秤的校准"),
    description=gettext_noop("最近 90 次校准，每个砝码差多少，新的在前。"),
)
def list_scale_checks(request: Request, scale_id: RowId) -> object:
    queries.scale(request.auth, scale_id, now=timezone.now())  # not found, if there is no such scale
    return shaped(queries.checks(scale_id), check_shape)


@write(
    router,
    "POST /scales/{scale_id}/checks",
    answer=CheckedOut,
    status=201,
    needs="quality.check",
    summary=gettext_noop("报一次秤的校准"),
    description=gettext_noop("放上标准砝码，报秤上的读数；每个都在允许的误差以内才合格。校准不能改，错了再校一次。"),
)
def check_scale(request: Request, scale_id: RowId, body: CheckIn) -> object:
    said = actor_and_now(request)
    points = [Point(one.reference_g, one.reading_g) for one in body.points]
    passed = actions.calibrate(**said, scale_id=scale_id, points=points, client_key=request.client_key, note=body.note)
    card = queries.scale(request.auth, scale_id, now=said["now"], permission="quality.check")
    return CheckedOut(passed=passed, scale=scale_shape(card))


@write(
    router,
    "POST /scales",
    answer=ScaleOut,
    status=201,
    needs="quality.change_scales",
    summary=gettext_noop("登记一台秤"),
    description=gettext_noop("分度值和最大称量按秤的铭牌写。登记以后要先校准合格，才是今天能用的秤。"),
)
def add_scale(request: Request, body: ScaleIn) -> object:
    said = actor_and_now(request)
    made = actions.add_scale(**said, draft=ScaleDraft(**body.model_dump()))
    return scale_shape(queries.scale(request.auth, made, now=said["now"], permission="quality.change_scales"))
