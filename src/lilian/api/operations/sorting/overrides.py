"""People decide against the line: one asks, a second one answers."""

from ninja import Field, Router

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Grade, Reason, RowId, ShortNote, SomeGrams
from lilian.api.operation import write
from lilian.api.operations.sorting.shapes import RunWhole, whole
from lilian.api.shapes import Asked
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound
from lilian.sorting import actions, queries
from lilian.sorting.values import OverrideDraft

router = Router()


class OverrideIn(Asked):
    from_grade: Grade = Field(description=gettext_noop("原来的等级代码"), examples=["first"])
    to_grade: Grade = Field(description=gettext_noop("改成的等级代码"), examples=["second"])
    weight_g: SomeGrams | None = Field(None, description=gettext_noop("改多少，克；空是全部"), examples=[500_000])
    reason: Reason = Field(description=gettext_noop("为什么改"), examples=["果面磨伤，机器没有看出来"])


class OverrideAnswerIn(Asked):
    agreed: bool = Field(description=gettext_noop("同意没有"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


@write(
    router,
    "POST /sorting/runs/{run_id}/overrides",
    answer=RunWhole,
    status=201,
    needs="sorting.override",
    summary=gettext_noop("要求改等级"),
    description=gettext_noop("写明哪个等级改成哪个、为什么；第二个人同意以后才算数，没有答复的分选不能结束。"),
)
def ask_override(request: Request, run_id: RowId, body: OverrideIn) -> object:
    draft = OverrideDraft(**body.model_dump())
    actions.ask_override(**actor_and_now(request), run_id=run_id, draft=draft, client_key=request.client_key)
    return whole(request, run_id)


@write(
    router,
    "POST /sorting/overrides/{override_id}/answer",
    answer=RunWhole,
    needs="sorting.override",
    summary=gettext_noop("答复改等级"),
    description=gettext_noop("谁要求的就不能由谁答复：同一个人、同一个令牌都不行。答复过的不能再答。"),
)
def answer_override(request: Request, override_id: RowId, body: OverrideAnswerIn) -> object:
    run_id = queries.run_of_override(request.auth, override_id)
    if run_id is None:
        raise NotFound()
    actions.answer_override(**actor_and_now(request), override_id=override_id, agreed=body.agreed, note=body.note)
    return whole(request, run_id)
