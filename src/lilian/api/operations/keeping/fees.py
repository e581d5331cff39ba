"""Storage fees by owner and month, and the prices they are worked out from."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, shaped
from lilian.keeping import actions, queries
from lilian.keeping.values import FeeDraft
from lilian.kernel.marks import gettext_noop
from lilian.members import queries as members
from lilian.stock import queries as stock

if TYPE_CHECKING:
    from lilian.keeping.models import FeeTerms

router = Router()
Month = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
FenPerTonneMonth = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class LotFeeOut(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    gram_days: int = Field(description=gettext_noop("克·天：每晚在库的克数加起来"))
    fee_fen: int = Field(description=gettext_noop("仓储费，分"))


class FeeOut(Schema):
    owner_id: int = Field(description=gettext_noop("货主的记录编号"))
    owner: str = Field(description=gettext_noop("货主"))
    gram_days: int = Field(description=gettext_noop("克·天：每晚在库的克数加起来"))
    fee_fen: int = Field(description=gettext_noop("仓储费，分"))
    lots: list[LotFeeOut] = Field(description=gettext_noop("每批多少，加起来一分不差"))


class TermsOut(Schema):
    effective_from: date = Field(description=gettext_noop("从哪一天起实行"))
    fen_per_tonne_month: int = Field(description=gettext_noop("仓储费，每吨每月多少分"))
    note: str = Field(description=gettext_noop("备注"))


class TermsIn(Asked):
    effective_from: Day = Field(description=gettext_noop("从哪一天起实行"))
    fen_per_tonne_month: FenPerTonneMonth = Field(description=gettext_noop("仓储费，每吨每月多少分"), examples=[3_000])
    note: ShortNote = Field("", description=gettext_noop("备注"))


class FeeAsk(Asked):
    month: Month = Field(description=gettext_noop("哪个月，写成 2026-11"), examples=["2026-11"])


def terms_shape(row: "FeeTerms") -> TermsOut:
    return TermsOut(effective_from=row.effective_from, fen_per_tonne_month=row.fen_per_tonne_month, note=row.note)


def fee_shape(fee: Any, names: dict[int, str], codes: dict[int, str]) -> FeeOut:
    lots = [LotFeeOut(lot=codes.get(pk, ""), gram_days=grams, fee_fen=fen) for pk, grams, fen in fee.lots]
    return FeeOut(
        owner_id=fee.owner_id,
        owner=names.get(fee.owner_id, ""),
        gram_days=fee.gram_days,
        fee_fen=fee.fee_fen,
        lots=lots,
    )


@read(
    router,
    "/stores/{store_id}/storage-fees",
    answer=list[FeeOut],
    needs="keeping.see_fees",
    summary=gettext_noop("一个冷库一个月的仓储费"),
    description=gettext_noop("每个货主这个月到今天多少，按每晚的账和当天的单价算；和网页、Excel 上一样。"),
)
def list_storage_fees(request: Request, store_id: RowId, asked: Query[FeeAsk]) -> object:
    month = date.fromisoformat(f"{asked.month}-01")
    fees = queries.month_fees(request.auth, store_id=store_id, month=month, today=timezone.localdate())
    names = members.organisation_names([fee.owner_id for fee in fees])
    lot_ids = [lot_id for fee in fees for lot_id, _, _ in fee.lots]
    codes = dict(stock.lots(request.auth).filter(pk__in=lot_ids).values_list("pk", "code"))
    return shaped(fees, lambda fee: fee_shape(fee, names, codes))


@read(
    router,
    "/stores/{store_id}/fee-terms",
    answer=list[TermsOut],
    needs="keeping.see_fees",
    summary=gettext_noop("一个冷库的单价"),
    description=gettext_noop("公布过的单价，新的在前。"),
)
def list_fee_terms(request: Request, store_id: RowId) -> object:
    return shaped(queries.fee_terms(request.auth, store_id=store_id), terms_shape)


@write(
    router,
    "POST /stores/{store_id}/fee-terms",
    answer=list[TermsOut],
    status=201,
    needs="keeping.set_fees",
    summary=gettext_noop("定单价"),
    description=gettext_noop("从今天或以后的一天起按它算；已经过去的日子不变。"),
)
def publish_fee(request: Request, store_id: RowId, body: TermsIn) -> object:
    actions.publish_fee(**actor_and_now(request), draft=FeeDraft(store_id=store_id, **body.model_dump()))
    return shaped(queries.fee_terms(request.auth, store_id=store_id), terms_shape)
