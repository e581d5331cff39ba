"""Needs: read, set for a buyer, handed in by a co-operative or village, approved by the alliance."""

from datetime import datetime
from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Id, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.operations.purchasing.campaigns import Units
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Buyer, NeedState, Ruled, Source, Wanted

router = Router()
MOST_AT_ONCE = 3_000


class WantedIn(Asked):
    article_id: Id = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    quantity: Units = Field(description=gettext_noop("要几件；0 就是不要了"), examples=[4])
    most: Units = Field(0, description=gettext_noop("最多可以几件；不写就是要的那么多"), examples=[6])
    substitute_id: Id | None = Field(None, description=gettext_noop("没有人供的话换成哪种；不写就不换"))


class NeedsIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("村社的记录编号"))
    household_id: Id | None = Field(None, description=gettext_noop("农户的记录编号；不写就是单位自用"))
    wanted: list[WantedIn] = Field(
        min_length=1, max_length=MOST_AT_ONCE, description=gettext_noop("要什么；没写的照旧")
    )


class RuledIn(Asked):
    need_id: Id = Field(description=gettext_noop("需求的记录编号"))
    granted: Units = Field(description=gettext_noop("批几件；0 就是退回"))
    reason: ShortNote = Field("", description=gettext_noop("原因；减少或退回要写"))


class RulingIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("村社的记录编号"))
    ruled: list[RuledIn] = Field(
        default_factory=list, max_length=MOST_AT_ONCE, description=gettext_noop("要改的几条；没写的照报的通过")
    )


class RulingAllIn(Asked):
    organisation_id: Id | None = Field(None, description=gettext_noop("只审这个村社的；不写就是全部"))
    ruled: list[RuledIn] = Field(
        default_factory=list, max_length=MOST_AT_ONCE, description=gettext_noop("要改的几条；没写的照报的通过")
    )


class ChangedOut(Schema):
    changed: int = Field(description=gettext_noop("几条有变动"))


class NeedOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    article_id: int = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    organisation_id: int = Field(description=gettext_noop("村社的记录编号"))
    household_id: int | None = Field(description=gettext_noop("农户的记录编号；单位自用时为空"))
    quantity: int = Field(description=gettext_noop("要几件"))
    most: int = Field(description=gettext_noop("最多可以几件"))
    substitute_id: int | None = Field(description=gettext_noop("没有人供的话换成哪种；不换时为空"))
    source: Source = Field(description=gettext_noop("怎么报上来的"))
    state: NeedState = Field(description=gettext_noop("到哪一步"))
    granted: int | None = Field(description=gettext_noop("批了几件；还没审时为空"))
    at: datetime = Field(description=gettext_noop("什么时候报的"))


class NeedAsk(Window):
    organisation_id: RowId | None = Field(None, description=gettext_noop("只要这个村社的"))


def need_shape(row: Any) -> NeedOut:
    return NeedOut(**{name: getattr(row, name) for name in NeedOut.model_fields})


def ruled_of(rows: list[RuledIn]) -> list[Ruled]:
    return [Ruled(one.need_id, one.granted, one.reason) for one in rows]


@read(
    router,
    "/campaigns/{campaign_id}/needs",
    answer=Page[NeedOut],
    needs="purchasing.see_needs",
    summary=gettext_noop("一次团购的需求"),
    description=gettext_noop("只看得到自己家、自己村社的；联盟办看得到全部。"),
)
def list_needs(request: Request, campaign_id: RowId, asked: Query[NeedAsk]) -> object:
    queries.campaign(request.auth, campaign_id)  # not found, if there is no such campaign
    return page_of(queries.needs(request.auth, campaign_id, organisation_id=asked.organisation_id), asked, need_shape)


@write(
    router,
    "POST /campaigns/{campaign_id}/needs",
    answer=ChangedOut,
    needs="purchasing.need",
    summary=gettext_noop("报一家的需求"),
    description=gettext_noop("截止以前可以改；改过的要重新确认。全记或全不记。"),
)
def set_needs(request: Request, campaign_id: RowId, body: NeedsIn) -> object:
    changed = actions.set_needs(
        **actor_and_now(request),
        campaign_id=campaign_id,
        buyer=Buyer(body.organisation_id, body.household_id),
        wanted=[Wanted(**one.model_dump()) for one in body.wanted],
        source=Source.STAFF,
    )
    return ChangedOut(changed=changed)


@write(
    router,
    "POST /campaigns/{campaign_id}/confirm-needs",
    answer=ChangedOut,
    needs="purchasing.confirm",
    summary=gettext_noop("村社确认需求"),
    description=gettext_noop("把农户报的确认了报给联盟；减少或退回要写原因。"),
)
def confirm_needs(request: Request, campaign_id: RowId, body: RulingIn) -> object:
    changed = actions.confirm_needs(
        **actor_and_now(request),
        campaign_id=campaign_id,
        organisation_id=body.organisation_id,
        ruled=ruled_of(body.ruled),
    )
    return ChangedOut(changed=changed)


@write(
    router,
    "POST /campaigns/{campaign_id}/approve-needs",
    answer=ChangedOut,
    needs="purchasing.run",
    summary=gettext_noop("联盟审核需求"),
    description=gettext_noop("村社确认过的通过；减少或退回要写原因。"),
)
def approve_needs(request: Request, campaign_id: RowId, body: RulingAllIn) -> object:
    changed = actions.approve_needs(
        **actor_and_now(request),
        campaign_id=campaign_id,
        organisation_id=body.organisation_id,
        ruled=ruled_of(body.ruled),
    )
    return ChangedOut(changed=changed)
