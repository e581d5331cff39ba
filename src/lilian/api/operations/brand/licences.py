"""Licences: granted, renewed, suspended, resumed, revoked."""

from datetime import date, datetime

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, Id, Reason, RowId, Search, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_made
from lilian.brand import actions, queries
from lilian.brand.values import Count, LicenceCard, LicenceDraft, Ruling, State
from lilian.kernel.marks import gettext_noop

router = Router()


class LabelCountOut(Schema):
    issued: int = Field(description=gettext_noop("一共发了几枚"))
    used: int = Field(description=gettext_noop("贴在箱上几枚"))
    spoiled: int = Field(description=gettext_noop("损坏几枚"))
    returned: int = Field(description=gettext_noop("交回几枚"))
    on_hand: int = Field(description=gettext_noop("手里还有几枚"))


class MarkLicenceOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    number: str = Field(description=gettext_noop("授权编号"))
    mark_id: int = Field(description=gettext_noop("标志的记录编号"))
    mark: str = Field(description=gettext_noop("标志名称"))
    organisation_id: int = Field(description=gettext_noop("持证单位的记录编号"))
    holder: str = Field(description=gettext_noop("持证单位，授权那天的名称"))
    credit_code: str = Field(description=gettext_noop("统一社会信用代码，印在标志上"))
    valid_from: date = Field(description=gettext_noop("从哪天起"))
    valid_until: date = Field(description=gettext_noop("到哪天为止"))
    state: State = Field(description=gettext_noop("今天怎么样：有效、没生效、到期、暂停、撤销"))
    reason: str = Field(description=gettext_noop("暂停或撤销的原因；没有时为空"))
    labels: LabelCountOut = Field(description=gettext_noop("标签的数"))
    uncertified: int = Field(description=gettext_noop("合格证后来作废、还没补的标签有几枚"))


class MarkDecisionOut(Schema):
    ruling: Ruling = Field(description=gettext_noop("suspend 暂停，resume 恢复，revoke 撤销"))
    reason: str = Field(description=gettext_noop("原因，谁都看得到"))
    at: datetime = Field(description=gettext_noop("什么时候决定的"))


class LabelBalanceOut(Schema):
    spec_id: int = Field(description=gettext_noop("包装规格的记录编号"))
    spec: str = Field(description=gettext_noop("包装规格名称"))
    grams: int = Field(description=gettext_noop("一枚标签代表多少克"))
    labels: LabelCountOut = Field(description=gettext_noop("标签的数"))
    backed_g: int = Field(description=gettext_noop("占了多少果，克"))
    used_g: int = Field(description=gettext_noop("贴在箱上的代表多少果，克"))


class MarkLicenceWhole(MarkLicenceOut):
    balances: list[LabelBalanceOut] = Field(description=gettext_noop("每种标签领了、用了多少"))
    decisions: list[MarkDecisionOut] = Field(description=gettext_noop("作过的决定，新的在前"))


class MarkLicenceIn(Asked):
    mark_id: Id = Field(description=gettext_noop("标志的记录编号"))
    organisation_id: Id = Field(description=gettext_noop("授权给哪个单位，要有统一社会信用代码"))
    valid_from: Day = Field(description=gettext_noop("从哪天起"))
    valid_until: Day = Field(description=gettext_noop("到哪天为止，最长十年"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class LicenceRenewalIn(Asked):
    valid_until: Day = Field(description=gettext_noop("续到哪天为止；从原来的最后一天以后起"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class LicenceRulingIn(Asked):
    ruling: Ruling = Field(description=gettext_noop("suspend 暂停，resume 恢复，revoke 撤销"))
    reason: Reason = Field(description=gettext_noop("原因，谁都看得到"), examples=["抽查不合格"])


class LicenceAsk(Window):
    text: Search = Field("", description=gettext_noop("编号、单位或信用代码里的几个字"))


def count_shape(count: Count) -> LabelCountOut:
    return LabelCountOut(**vars(count), on_hand=count.on_hand)


def shape(card: LicenceCard) -> MarkLicenceOut:
    return MarkLicenceOut.model_validate({**vars(card), "id": card.licence_id, "labels": count_shape(card.count)})


def whole(request: Request, licence_id: int, permission: str = "brand.see") -> MarkLicenceWhole:
    """:raises NotFound: if there is none, or the caller may not know of it"""
    row = queries.licence(request.auth, licence_id, permission=permission)
    (card,) = queries.cards([row], timezone.localdate())
    decisions = queries.decisions(licence_id)
    return MarkLicenceWhole(
        **dict(shape(card)),
        balances=[
            LabelBalanceOut.model_validate({**vars(one), "labels": count_shape(one.count)})
            for one in queries.balances(licence_id)
        ],
        decisions=[MarkDecisionOut(ruling=Ruling(one.ruling), reason=one.reason, at=one.at) for one in decisions],
    )


@read(
    router,
    "/mark-licences",
    answer=Page[MarkLicenceOut],
    needs="brand.see",
    summary=gettext_noop("用标授权列表"),
    description=gettext_noop("看得到的单位的用标授权，新的在前；撤销、到期的也在。"),
)
def list_mark_licences(request: Request, asked: Query[LicenceAsk]) -> object:
    found, day = queries.licences(request.auth, text=asked.text), timezone.localdate()
    return page_made(found, asked, lambda part: [shape(card) for card in queries.cards(part, day)])


@read(
    router,
    "/mark-licences/{licence_id}",
    answer=MarkLicenceWhole,
    needs="brand.see",
    summary=gettext_noop("一份用标授权"),
    description=gettext_noop("今天有没有效，每种标签领了、用了多少，作过哪些决定。"),
)
def get_mark_licence(request: Request, licence_id: RowId) -> object:
    return whole(request, licence_id)


@write(
    router,
    "POST /mark-licences",
    answer=MarkLicenceWhole,
    status=201,
    needs="brand.license",
    summary=gettext_noop("授权用标"),
    description=gettext_noop("同一个单位、同一个标志，同一天只有一份授权。同一个 Idempotency-Key 再发，还是那一份。"),
)
def grant_mark_licence(request: Request, body: MarkLicenceIn) -> object:
    draft = LicenceDraft(**body.model_dump())
    return whole(request, actions.grant(**actor_and_now(request), draft=draft, client_key=request.client_key))


@write(
    router,
    "POST /mark-licences/{licence_id}/renew",
    answer=MarkLicenceWhole,
    status=201,
    needs="brand.license",
    summary=gettext_noop("续期"),
    description=gettext_noop("接着原来的期限另给一份授权，手里的标签接着用；暂停、撤销的不能续。"),
)
def renew_mark_licence(request: Request, licence_id: RowId, body: LicenceRenewalIn) -> object:
    said = body.model_dump() | {"licence_id": licence_id, "client_key": request.client_key}
    return whole(request, actions.renew(**actor_and_now(request), **said))


@write(
    router,
    "POST /mark-licences/{licence_id}/rulings",
    answer=MarkLicenceWhole,
    needs="brand.license",
    summary=gettext_noop("暂停、恢复或撤销"),
    description=gettext_noop("写明原因，查验页上马上看得到；撤销了不能恢复。"),
)
def rule_mark_licence(request: Request, licence_id: RowId, body: LicenceRulingIn) -> object:
    actions.rule(**actor_and_now(request), licence_id=licence_id, ruling=body.ruling, reason=body.reason)
    return whole(request, licence_id)
