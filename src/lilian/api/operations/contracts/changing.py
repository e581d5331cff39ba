"""Terms are amended, a contract ends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from ninja import Field, Router

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, Fen, FenPerKg, GradeCode, Grams, Id, Reason, RowId, ShortNote
from lilian.api.operation import write
from lilian.api.operations.contracts.making import ContractWhole, whole
from lilian.api.operations.contracts.templates import Permille
from lilian.api.shapes import Asked
from lilian.contracts import actions, queries
from lilian.contracts.values import AmendReason, EndReason, Line, Over, TermsDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.period import Period
from lilian.kernel.refusal import NotFound

router = Router()
PLAIN = ("tolerance_permille", "over", "deposit_fen", "credit_limit_fen")


class AmendedLineIn(Asked):
    grade: GradeCode = Field(description=gettext_noop("等级的编号"))
    block_id: Id | None = Field(None, description=gettext_noop("哪块地；为空就是全部"))
    expected_g: Grams = Field(description=gettext_noop("改成约定多少克；0 就去掉这一行"))
    floor_fen: FenPerKg | None = Field(None, description=gettext_noop("改成每公斤保底多少分；不写就不变"))


class AmendmentIn(Asked):
    reason: AmendReason = Field(description=gettext_noop("为什么变更，如 amount、price、force_majeure"))
    effective_from: Day = Field(description=gettext_noop("从哪天交的果起算"))
    last_day: Day | None = Field(None, description=gettext_noop("交果期改到哪天，含这天；不写就不变"))
    tolerance_permille: Permille | None = Field(None, description=gettext_noop("超交容许改成千分之几；不写就不变"))
    over: Over | None = Field(None, description=gettext_noop("超出容许的果改成怎么办；不写就不变"))
    deposit_fen: Fen | None = Field(None, description=gettext_noop("定金改成多少分；不写就不变"))
    credit_limit_fen: Fen | None = Field(None, description=gettext_noop("农资赊销额度改成多少分；不写就不变"))
    lines: list[AmendedLineIn] = Field([], max_length=200, description=gettext_noop("只写要改的行"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class ContractEndIn(Asked):
    day: Day = Field(description=gettext_noop("从哪天起终止"))
    reason: EndReason = Field(description=gettext_noop("为什么终止，如 fulfilled、agreed、breach"))
    note: Reason = Field(description=gettext_noop("怎么回事"))


def amended(before: TermsDraft, said: AmendmentIn) -> TermsDraft:
    """:raises NotFound: if it has no such line"""
    delivery = Period(before.delivery.start, said.last_day + timedelta(days=1)) if said.last_day else before.delivery
    return replace(
        before,
        lines=_lines(before.lines, said.lines),
        delivery=delivery,
        **{name: changed for name in PLAIN if (changed := getattr(said, name)) is not None},
    )


def _lines(before: Sequence[Line], said: Sequence[AmendedLineIn]) -> tuple[Line, ...]:
    changes = {(one.block_id, one.grade): one for one in said}
    if not changes.keys() <= {(line.block_id, line.grade) for line in before}:
        raise NotFound()
    return tuple(after for line in before if (after := _line(line, changes.get((line.block_id, line.grade)))))


def _line(line: Line, change: AmendedLineIn | None) -> Line | None:
    if change is None:
        return line
    rule = line.rule if change.floor_fen is None else replace(line.rule, floor_fen=change.floor_fen)
    return replace(line, expected_g=change.expected_g, rule=rule) if change.expected_g else None


@write(
    router,
    "POST /contracts/{contract_id}/amendments",
    answer=ContractWhole,
    status=201,
    needs="contracts.make",
    summary=gettext_noop("变更合同"),
    description=gettext_noop("新的一版条款，要各方再签；签完以前按原来的。"),
)
def amend_contract(request: Request, contract_id: RowId, body: AmendmentIn) -> object:
    newest = queries.versions(request.auth, contract_id)[0]
    terms = amended(queries.said(newest, newest.lines.all()), body)
    actions.amend(
        **actor_and_now(request),
        contract_id=contract_id,
        terms=terms,
        effective_from=body.effective_from,
        reason=body.reason,
        note=body.note,
    )
    return whole(request, contract_id)


@write(
    router,
    "POST /contracts/{contract_id}/end",
    answer=ContractWhole,
    needs="contracts.make",
    summary=gettext_noop("终止合同"),
    description=gettext_noop("从这天起不再约束；以前交的照它结算，没付的定金放开。"),
)
def end_contract(request: Request, contract_id: RowId, body: ContractEndIn) -> object:
    actions.end_contract(**actor_and_now(request), contract_id=contract_id, **body.model_dump())
    return whole(request, contract_id)
