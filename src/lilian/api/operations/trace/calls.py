"""Calls to who holds boxes: the list, and what came of one."""

from datetime import datetime
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Count, PhoneNumber, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.operations.trace.notices import NoticeOut, facts
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.trace import actions, queries
from lilian.trace.values import CallDraft, Outcome, Standing

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from lilian.trace.models import Notice
    from lilian.trace.queries.calling import Called

router = Router()
OUTCOME = gettext_noop(
    "打得怎样：reached 打通了，数清了还剩几箱；no_answer 没人接；wrong_number 号码不对；calls_back 告诉了，等回电；"
    "refuses 不肯配合"
)


class CallMade(Schema):
    outcome: Outcome = Field(description=OUTCOME)
    note: str = Field(description=gettext_noop("备注"))
    new_phone: str = Field(description=gettext_noop("号码不对的，问到的新号码；没有问到时为空"))
    at: datetime = Field(description=gettext_noop("什么时刻打的"))
    called_by: str = Field(description=gettext_noop("谁打的"))


class HolderCalled(NoticeOut):
    dial: str = Field(description=gettext_noop("接下来打哪个号码：问到了新号码就是它，不然是 phone"))
    calls: list[CallMade] = Field(description=gettext_noop("没打通的电话，新的在前；打通的那次就是答复"))


class CallWindow(Window):
    standing: Standing | None = Field(
        None, description=gettext_noop("只要哪些：untried 没打过，tried 打过没打通，reached 已答复；空着就是全部")
    )


class CallIn(Asked):
    outcome: Outcome = Field(description=OUTCOME)
    found: Count | None = Field(None, description=gettext_noop("打通的，还剩几箱"))
    note: ShortNote = Field("", description=gettext_noop("备注"))
    new_phone: PhoneNumber = Field("", description=gettext_noop("号码不对的，问到的新号码；接下来就打它"))


def shape(row: "WithAnnotations[Notice, Called]") -> HolderCalled:
    return HolderCalled(**facts(row), dial=row.dial, calls=[CallMade.model_validate(one) for one in row.calls.all()])


@read(
    router,
    "/recalls/{recall_id}/calls",
    answer=Page[HolderCalled],
    needs="trace.see_recalls",
    summary=gettext_noop("一次召回的电话单"),
    description=gettext_noop(
        "手里有箱的每一家和打给他们的电话。接下来该打的在前：没答复的先，没打过的先，打得最久以前的先。"
    ),
)
def list_recall_calls(request: Request, recall_id: RowId, asked: Query[CallWindow]) -> object:
    return page_of(queries.calls(request.auth, recall_id, asked.standing), asked, shape)


@write(
    router,
    "POST /recall-notices/{notice_id}/calls",
    answer=HolderCalled,
    status=201,
    needs="trace.call",
    summary=gettext_noop("记一次召回电话"),
    description=gettext_noop("打通的就是答复，要说还剩几箱；没打通的一次一次都留着，这一家还在电话单上。"),
)
def note_recall_call(request: Request, notice_id: RowId, body: CallIn) -> object:
    draft = CallDraft(body.outcome, body.found, body.note, body.new_phone)
    actions.note_call(**actor_and_now(request), notice_id=notice_id, draft=draft)
    return shape(queries.to_call(request.auth, notice_id))
