"""Statements: one household's part of a run, each figure with where it comes from."""

from datetime import date
from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import RowId
from lilian.api.operation import read
from lilian.api.shapes import Page, Window, page_of
from lilian.kernel.capitals import capital_yuan
from lilian.kernel.marks import gettext_noop
from lilian.settlement import queries
from lilian.settlement.values import SharedKind, ShareRule, StepKind

router = Router()


class SettlementStatementOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    run_id: int = Field(description=gettext_noop("哪一批结算"))
    household_id: int = Field(description=gettext_noop("农户的记录编号"))
    household: str = Field(description=gettext_noop("农户编号"))
    gross_fen: int = Field(description=gettext_noop("应付多少分"))
    net_fen: int = Field(description=gettext_noop("实付多少分"))
    carried_fen: int = Field(description=gettext_noop("转成欠款多少分"))
    digest: str = Field(description=gettext_noop("依据的 SHA-256；以后重算还是这个"))


class SettledFruitOut(Schema):
    slip_id: int = Field(description=gettext_noop("收果单的记录编号"))
    number: str = Field(description=gettext_noop("收果单的单号"))
    day: date = Field(description=gettext_noop("哪一天"))
    grade: str = Field(description=gettext_noop("等级的编号"))
    net_g: int = Field(description=gettext_noop("净重多少克"))
    fen_per_kg: int = Field(description=gettext_noop("每公斤多少分"))
    uncut_fen_per_kg: int = Field(description=gettext_noop("质量扣价前每公斤多少分；没有合同是 0"))
    amount_fen: int = Field(description=gettext_noop("金额，分"))
    basis: str = Field(
        description=gettext_noop(
            "posted 挂牌，contract 合同，open 后定，own_grades 自家果分选，pooled_grades 混批份额，over 超出合同按行情"
        )
    )
    contract: str = Field(description=gettext_noop("合同编号；没有为空"))


class HouseholdShareOut(Schema):
    kind: SharedKind
    rule: ShareRule
    total_fen: int = Field(description=gettext_noop("一共多少分"))
    own: int = Field(description=gettext_noop("这户的，克、分或户，看怎么分"))
    whole: int = Field(description=gettext_noop("全部的"))
    fen: int = Field(description=gettext_noop("这户多少分"))


class StepOut(Schema):
    kind: StepKind = Field(description=gettext_noop("扣什么，如 fee、freight、deposit、penalty、debt、input_credit"))
    due_fen: int = Field(description=gettext_noop("该扣多少分"))
    taken_fen: int = Field(description=gettext_noop("扣了多少分"))
    about: str = Field(description=gettext_noop("从哪里来，如 ledger.Account:12"))


class InstalmentOut(Schema):
    due_on: date = Field(description=gettext_noop("哪天到期"))
    fen: int = Field(description=gettext_noop("多少分"))


class SettlementStatementWhole(SettlementStatementOut):
    fruit: list[SettledFruitOut] = Field(description=gettext_noop("结了哪些果"))
    shares: list[HouseholdShareOut] = Field(description=gettext_noop("分摊的和分得的"))
    compensation_fen: int = Field(description=gettext_noop("付给这户的违约金，分"))
    steps: list[StepOut] = Field(description=gettext_noop("从应付到实付，按先后"))
    plan: list[InstalmentOut] = Field(description=gettext_noop("欠款分期"))
    capitals: str = Field(description=gettext_noop("实付的中文大写"))


class StatementsAsk(Window):
    run_id: RowId | None = Field(None, description=gettext_noop("只要这一批的"))


def statement_facts(row: Any) -> dict[str, Any]:
    same = ("run_id", "household_id", "gross_fen", "net_fen", "carried_fen", "digest")
    return {name: getattr(row, name) for name in same} | {"id": row.pk, "household": row.household.code}


def statement_shape(row: Any) -> SettlementStatementOut:
    return SettlementStatementOut(**statement_facts(row))


@read(
    router,
    "/settlement-statements",
    answer=Page[SettlementStatementOut],
    needs="settlement.see",
    summary=gettext_noop("结算单"),
    description=gettext_noop("看得到的，新的在前；果农看自己入了账的。"),
)
def list_settlement_statements(request: Request, asked: Query[StatementsAsk]) -> object:
    found = queries.statements(request.auth, run_id=asked.run_id).defer("inputs")
    return page_of(found, asked, statement_shape)


@read(
    router,
    "/settlement-statements/{statement_id}",
    answer=SettlementStatementWhole,
    needs="settlement.see",
    summary=gettext_noop("一户的结算单"),
    description=gettext_noop("每一单果、每一项扣款和它从哪里来，按当时的依据重算。"),
)
def get_settlement_statement(request: Request, statement_id: RowId) -> object:
    row = queries.statement(request.auth, statement_id)
    inputs, told = queries.inputs_of(row), queries.settled_of(row)
    return SettlementStatementWhole(
        **statement_facts(row),
        fruit=[SettledFruitOut.model_validate(one, from_attributes=True) for one in inputs.delivered],
        shares=[HouseholdShareOut.model_validate(one, from_attributes=True) for one in inputs.shared],
        compensation_fen=inputs.owed.compensation_fen,
        steps=[StepOut.model_validate(one, from_attributes=True) for one in told.steps],
        plan=[InstalmentOut.model_validate(one, from_attributes=True) for one in told.plan],
        capitals=capital_yuan(told.net_fen),
    )
