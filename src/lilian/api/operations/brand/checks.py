"""A number is checked, as anybody may on the open page: a licence's or a label's."""

from datetime import date, datetime

from ninja import Field, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import Code
from lilian.api.operation import read
from lilian.brand import queries
from lilian.brand.values import Fate, MarkKind, PublicLabel, PublicLicence, State
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound

router = Router()


class CheckedLabelOut(Schema):
    number: str = Field(description=gettext_noop("标签编号"))
    spec: str = Field(description=gettext_noop("贴哪种规格的箱"))
    grams: int = Field(description=gettext_noop("代表多少克"))
    issued_at: datetime = Field(description=gettext_noop("什么时候发的"))
    fate: Fate | None = Field(description=gettext_noop("贴在箱上、损坏还是交回；还在手里时为空"))
    at: datetime | None = Field(description=gettext_noop("什么时候贴上、损坏或交回的"))
    is_uncertified: bool = Field(description=gettext_noop("同一次发的标签，有没有合格证后来作废、还没补的"))


class CheckedMarkOut(Schema):
    number: str = Field(description=gettext_noop("授权编号"))
    mark: str = Field(description=gettext_noop("标志名称"))
    kind: MarkKind = Field(description=gettext_noop("origin 地理标志，brand 联盟品牌"))
    owner: str = Field(description=gettext_noop("谁注册的"))
    registration: str = Field(description=gettext_noop("注册号"))
    holder: str = Field(description=gettext_noop("谁可以用"))
    credit_code: str = Field(description=gettext_noop("统一社会信用代码，印在标志上"))
    valid_from: date = Field(description=gettext_noop("从哪天起"))
    valid_until: date = Field(description=gettext_noop("到哪天为止"))
    state: State = Field(description=gettext_noop("今天怎么样：有效、没生效、到期、暂停、撤销"))
    reason: str = Field(description=gettext_noop("暂停或撤销的原因；没有时为空"))
    since: datetime | None = Field(description=gettext_noop("什么时候暂停或撤销的；没有时为空"))
    varieties: list[str] = Field(description=gettext_noop("用在什么品种上"))
    grades: list[str] = Field(description=gettext_noop("用在什么等级上"))
    uncertified: int = Field(description=gettext_noop("合格证后来作废、还没补的标签有几枚"))
    label: CheckedLabelOut | None = Field(description=gettext_noop("查的是标签时，这一枚；查的是授权时为空"))


def shape(found: PublicLicence | PublicLabel) -> CheckedMarkOut:
    label = CheckedLabelOut.model_validate(vars(found)) if isinstance(found, PublicLabel) else None
    licence = found.licence if isinstance(found, PublicLabel) else found
    return CheckedMarkOut.model_validate({**vars(licence), "label": label})


@read(
    router,
    "/mark-checks/{number}",
    answer=CheckedMarkOut,
    needs="brand.see",
    summary=gettext_noop("查验一个编号"),
    description=gettext_noop(
        "授权编号，或者箱上标签 BQ 开头的编号：和谁都能打开的查验页说的一样。没有发过的、编造的查不到。"
    ),
)
def check_mark(request: Request, number: Code) -> object:  # noqa: ARG001 - the framework passes it
    found = queries.public(number)
    if found is None:
        raise NotFound()
    return shape(found)
