"""Labels: asked for, issued or refused, their numbers for the printer, spoiled and handed back."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Id, PlaceName, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.operations.brand.marks import LabelKindOut
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.brand import actions, queries
from lilian.brand.values import label_number
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.brand.models import Ask, Issue

router = Router()
MOST_NUMBERS = 5_000
Labels = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
LabelNumber = Annotated[PlaceName, Field(min_length=1)]


class AllowedLabelsOut(LabelKindOut):
    most: int = Field(description=gettext_noop("在手的果还够几枚；等着发的已经减去"))


class AllowanceOut(Schema):
    free_g: int = Field(description=gettext_noop("够等级、在产地、有合格证、还没有标签代表的果，克"))
    waiting_g: int = Field(description=gettext_noop("等着发的标签要占多少，克"))
    kinds: list[AllowedLabelsOut] = Field(description=gettext_noop("每种标签还够几枚"))


class LabelIssueOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    licence_id: int = Field(description=gettext_noop("用标授权的记录编号"))
    spec_id: int = Field(description=gettext_noop("包装规格的记录编号"))
    count: int = Field(description=gettext_noop("几枚"))
    grams: int = Field(description=gettext_noop("一枚标签代表多少克"))
    first: str = Field(description=gettext_noop("第一枚的编号"))
    last: str = Field(description=gettext_noop("最后一枚的编号"))
    at: datetime = Field(description=gettext_noop("什么时候发的"))


class LabelAskOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    licence_id: int = Field(description=gettext_noop("用标授权的记录编号"))
    holder: str = Field(description=gettext_noop("谁要的"))
    spec_id: int = Field(description=gettext_noop("包装规格的记录编号"))
    count: int = Field(description=gettext_noop("要几枚"))
    note: str = Field(description=gettext_noop("备注"))
    at: datetime = Field(description=gettext_noop("什么时候要的"))
    issue: LabelIssueOut | None = Field(description=gettext_noop("发了的标签；没有发时为空"))
    refused: str | None = Field(description=gettext_noop("为什么不发；没有回绝时为空"))


class LabelAskIn(Asked):
    spec_id: Id = Field(description=gettext_noop("贴哪种规格的箱：包装规格的记录编号"))
    count: Labels = Field(description=gettext_noop("要几枚，最多 1,000,000"), examples=[500])
    note: ShortNote = Field("", description=gettext_noop("备注"))


class NumbersIn(Asked):
    start: Labels = Field(1, description=gettext_noop("从第几枚起，从 1 数"))
    count: Annotated[int, Field(strict=True, ge=1, le=MOST_NUMBERS)] = Field(
        description=gettext_noop("要几枚的编号，一次最多 5,000"), examples=[500]
    )


class LabelRangeIn(Asked):
    first: LabelNumber = Field(description=gettext_noop("第一枚的编号"))
    last: LabelNumber = Field(description=gettext_noop("最后一枚的编号"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class LabelsGoneOut(Schema):
    labels: int = Field(description=gettext_noop("几枚"))


class LabelAskAsk(Window):
    waiting: bool | None = Field(None, description=gettext_noop("只要等着答复的，或只要答复了的"))


class OfLicence(Window):
    licence_id: RowId | None = Field(None, description=gettext_noop("只要这份用标授权的"))


def issue_shape(row: "Issue") -> LabelIssueOut:
    return LabelIssueOut(
        id=row.pk,
        licence_id=row.licence_id,
        spec_id=row.kind.spec_id,
        count=row.last - row.first + 1,
        grams=row.grams,
        first=label_number(row.first, row.secret),
        last=label_number(row.last, row.secret),
        at=row.at,
    )


def ask_shape(row: "Ask") -> LabelAskOut:
    issue, refused = getattr(row, "issue", None), getattr(row, "refused", None)
    return LabelAskOut(
        id=row.pk,
        licence_id=row.licence_id,
        holder=row.licence.holder,
        spec_id=row.kind.spec_id,
        count=row.count,
        note=row.note,
        at=row.at,
        issue=issue_shape(issue) if issue else None,
        refused=refused.reason if refused else None,
    )


def ask_now(request: Request, ask_id: int, permission: str) -> LabelAskOut:
    return ask_shape(queries.ask(request.auth, ask_id, permission=permission))


@read(
    router,
    "/mark-licences/{licence_id}/allowance",
    answer=AllowanceOut,
    needs="brand.ask",
    summary=gettext_noop("还能领多少标签"),
    description=gettext_noop("有合格证、还没有标签代表的果有多少，每种标签还够几枚。"),
)
def get_label_allowance(request: Request, licence_id: RowId) -> object:
    row = queries.licence(request.auth, licence_id, permission="brand.ask")
    found = queries.allowance(request.auth, row, timezone.localdate())
    kinds = [AllowedLabelsOut(**vars(one)) for one in found.kinds]
    return AllowanceOut(free_g=found.free_g, waiting_g=found.waiting_g, kinds=kinds)


@read(
    router,
    "/label-asks",
    answer=Page[LabelAskOut],
    needs="brand.see",
    summary=gettext_noop("领标签的申请"),
    description=gettext_noop("看得到的单位的，新的在前：等着答复的，发了的连同编号，不发的连同原因。"),
)
def list_label_asks(request: Request, asked: Query[LabelAskAsk]) -> object:
    return page_of(queries.asks(request.auth, waiting=asked.waiting), asked, ask_shape)


@write(
    router,
    "POST /mark-licences/{licence_id}/asks",
    answer=LabelAskOut,
    status=201,
    needs="brand.ask",
    summary=gettext_noop("领标签"),
    description=gettext_noop("交一份申请，等联盟办发。同一个 Idempotency-Key 再发，还是那一份。"),
)
def ask_for_labels(request: Request, licence_id: RowId, body: LabelAskIn) -> object:
    said = body.model_dump() | {"licence_id": licence_id, "client_key": request.client_key}
    return ask_now(request, actions.ask(**actor_and_now(request), **said), "brand.ask")


@write(
    router,
    "POST /label-asks/{ask_id}/issue",
    answer=LabelAskOut,
    needs="brand.issue",
    summary=gettext_noop("发标签"),
    description=gettext_noop("够等级、在产地、有合格证的果够多少，才发多少；不够就一枚也不发。"),
)
def issue_labels(request: Request, ask_id: RowId) -> object:
    actions.issue(**actor_and_now(request), ask_id=ask_id)
    return ask_now(request, ask_id, "brand.issue")


@write(
    router,
    "POST /label-asks/{ask_id}/refuse",
    answer=LabelAskOut,
    needs="brand.issue",
    summary=gettext_noop("不发标签"),
    description=gettext_noop("写明原因；一份申请只答复一次。"),
)
def refuse_labels(request: Request, ask_id: RowId, body: Why) -> object:
    actions.refuse(**actor_and_now(request), ask_id=ask_id, reason=body.reason)
    return ask_now(request, ask_id, "brand.issue")


@read(
    router,
    "/label-issues",
    answer=Page[LabelIssueOut],
    needs="brand.see",
    summary=gettext_noop("发了的标签"),
    description=gettext_noop("每次从哪个编号到哪个编号，新的在前。"),
)
def list_label_issues(request: Request, asked: Query[OfLicence]) -> object:
    return page_of(queries.issues(request.auth, licence_id=asked.licence_id), asked, issue_shape)


@write(
    router,
    "POST /label-issues/{issue_id}/numbers",
    answer=list[str],
    needs="brand.issue",
    summary=gettext_noop("取标签编号去印"),
    description=gettext_noop("从第几枚起要几枚的编号，一次最多 5,000；谁取了哪些，记在审计里。"),
)
def take_label_numbers(request: Request, issue_id: RowId, body: NumbersIn) -> object:
    said = actor_and_now(request)
    return list(actions.take_out_numbers(**said, issue_id=issue_id, first=body.start, count=body.count))


@write(
    router,
    "POST /mark-licences/{licence_id}/spoiled",
    answer=LabelsGoneOut,
    needs="brand.report",
    summary=gettext_noop("报损坏的标签"),
    description=gettext_noop("从哪个编号到哪个编号，一次一卷；它们代表的果不再另发标签。"),
)
def report_spoiled_labels(request: Request, licence_id: RowId, body: LabelRangeIn) -> object:
    said = body.model_dump() | {"licence_id": licence_id}
    return LabelsGoneOut(labels=actions.spoil(**actor_and_now(request), **said))


@write(
    router,
    "POST /mark-licences/{licence_id}/returned",
    answer=LabelsGoneOut,
    needs="brand.issue",
    summary=gettext_noop("收回标签"),
    description=gettext_noop("没用的标签交回联盟办，它们代表的果可以再领。"),
)
def take_back_labels(request: Request, licence_id: RowId, body: LabelRangeIn) -> object:
    said = body.model_dump() | {"licence_id": licence_id}
    return LabelsGoneOut(labels=actions.take_back(**actor_and_now(request), **said))
