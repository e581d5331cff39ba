"""How an organisation settles."""

from typing import Annotated

from ninja import Field, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Reason, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked
from lilian.kernel.marks import gettext_noop
from lilian.settlement import actions, queries
from lilian.settlement.values import Scheme

router = Router()
Thousandths = Annotated[int, Field(strict=True, ge=0, le=1_000)]
Months = Annotated[int, Field(strict=True, ge=1, le=60)]


class SchemeIn(Asked):
    fee_permille: Thousandths = Field(description=gettext_noop("服务费千分之几，最多 500"))
    least_cash_permille: Thousandths = Field(description=gettext_noop("不管欠多少，至少付现千分之几"))
    instalments: Months = Field(description=gettext_noop("欠款分几期还"))
    first_due_months: Months = Field(description=gettext_noop("几个月后开始还"))
    reason: Reason = Field(description=gettext_noop("为什么"))


class SchemeOut(Schema):
    fee_permille: int = Field(description=gettext_noop("服务费千分之几，最多 500"))
    least_cash_permille: int = Field(description=gettext_noop("不管欠多少，至少付现千分之几"))
    instalments: int = Field(description=gettext_noop("欠款分几期还"))
    first_due_months: int = Field(description=gettext_noop("几个月后开始还"))


@read(
    router,
    "/organisations/{organisation_id}/settlement-scheme",
    answer=SchemeOut,
    needs="settlement.set_scheme",
    summary=gettext_noop("结算办法"),
    description=gettext_noop("下一批结算按它算。"),
)
def get_settlement_scheme(request: Request, organisation_id: RowId) -> object:
    request.auth.must("settlement.set_scheme", organisation_id=organisation_id)
    return SchemeOut.model_validate(vars(queries.scheme_of(organisation_id)))


@write(
    router,
    "POST /organisations/{organisation_id}/settlement-scheme",
    answer=SchemeOut,
    status=201,
    needs="settlement.set_scheme",
    summary=gettext_noop("定结算办法"),
    description=gettext_noop("从下一批起按这个算；编好的不变。"),
)
def set_settlement_scheme(request: Request, organisation_id: RowId, body: SchemeIn) -> object:
    scheme = Scheme(**body.model_dump(exclude={"reason"}))
    actions.set_scheme(**actor_and_now(request), organisation_id=organisation_id, scheme=scheme, reason=body.reason)
    return SchemeOut.model_validate(vars(queries.scheme_of(organisation_id)))
