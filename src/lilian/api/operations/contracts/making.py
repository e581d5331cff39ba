"""Contracts as a list and one at a time; made for whole co-operatives, renewed, signed."""

import base64
import binascii
from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Grams, Id, Line, RowId, Search, SomeGrams
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.contracts import actions, queries
from lilian.contracts.values import Hand, Method, Over, Party, State
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid

router = Router()
MOST_CONTRACTS = 5_000


class NotBase64(Invalid):
    code = "contracts.picture_not_base64"
    sentence = gettext_noop("签字的图片要用 Base64 写。")


class ContractOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    number: str = Field(description=gettext_noop("合同编号"))
    season: str = Field(description=gettext_noop("产季的编号"))
    buyer_id: int = Field(description=gettext_noop("收购方的记录编号"))
    cooperative_id: int = Field(description=gettext_noop("合作社的记录编号"))
    household_id: int = Field(description=gettext_noop("农户的记录编号"))
    state: State = Field(description=gettext_noop("状态"))


class ContractAsk(Window):
    state: State | None = Field(None, description=gettext_noop("只要这种状态的"))
    text: Search = Field("", description=gettext_noop("合同编号或农户姓名的一部分"))


class ContractsIn(Asked):
    season_id: Id = Field(description=gettext_noop("产季的记录编号"))
    buyer_id: Id = Field(description=gettext_noop("收购方的记录编号"))
    version_id: Id = Field(description=gettext_noop("范本哪一版，记录编号"))
    cooperative_ids: list[Id] = Field(min_length=1, max_length=500, description=gettext_noop("哪些合作社的农户"))
    g_per_mu: SomeGrams = Field(description=gettext_noop("每亩约定多少克"))
    g_without_block: Grams = Field(0, description=gettext_noop("没有登记地块的户约定多少克；0 就不订"))
    supported_codes: list[Code] = Field([], max_length=MOST_CONTRACTS, description=gettext_noop("帮扶户的农户编号"))


class RenewalIn(Asked):
    contract_ids: list[Id] = Field(min_length=1, max_length=MOST_CONTRACTS)
    season_id: Id = Field(description=gettext_noop("续到哪一季，记录编号"))
    version_id: Id = Field(description=gettext_noop("范本哪一版，记录编号"))


class ContractsMade(Schema):
    contract_ids: list[int] = Field(description=gettext_noop("订好的合同，等各方签字"))


class SignatureIn(Asked):
    party: Party = Field(description=gettext_noop("buyer 收购方，coop 合作社，household 果农"))
    name: Line = Field(description=gettext_noop("签字的人"))
    method: Method = Field(description=gettext_noop("pad 手写板，photo 纸质签字拍照"))
    picture: Annotated[str, Field(max_length=4_000_000)] = Field(description=gettext_noop("签字的 PNG 或 JPEG，Base64"))


class ContractLineOut(Schema):
    grade: str = Field(description=gettext_noop("等级的编号"))
    variety_id: int = Field(description=gettext_noop("品种的记录编号"))
    block_id: int | None = Field(description=gettext_noop("哪块地；为空就是全部"))
    expected_g: int = Field(description=gettext_noop("约定多少克"))
    floor_fen: int = Field(description=gettext_noop("每公斤保底多少分"))


class ContractSignatureOut(Schema):
    party: Party = Field(description=gettext_noop("buyer 收购方，coop 合作社，household 果农"))
    day: date = Field(description=gettext_noop("哪天签的"))
    digest: str = Field(description=gettext_noop("签的是哪份条款，SHA-256"))


class ContractWhole(ContractOut):
    version: int = Field(description=gettext_noop("最新是第几版条款"))
    digest: str = Field(description=gettext_noop("最新条款的 SHA-256"))
    effective_from: date = Field(description=gettext_noop("从哪天交的果起算"))
    deliver_from: date = Field(description=gettext_noop("交果期从哪天"))
    deliver_until: date = Field(description=gettext_noop("交果期到哪天，不含这天"))
    deposit_fen: int = Field(description=gettext_noop("定金，分"))
    credit_limit_fen: int = Field(description=gettext_noop("农资赊销额度，分"))
    tolerance_permille: int = Field(description=gettext_noop("超交容许千分之几"))
    over: Over = Field(description=gettext_noop("超出容许的果：contract 照合同价，market 按行情，refused 不收"))
    lines: list[ContractLineOut]
    signatures: list[ContractSignatureOut] = Field(description=gettext_noop("最新条款下已有的签字"))


def contract_shape(row: Any) -> ContractOut:
    return ContractOut(
        id=row.pk,
        number=row.number,
        season=row.season.code,
        buyer_id=row.buyer_id,
        cooperative_id=row.coop_id,
        household_id=row.household_id,
        state=State(row.state),
    )


def whole(request: Request, contract_id: int) -> ContractWhole:
    found = queries.contract(request.auth, contract_id)
    newest: Any = queries.versions(request.auth, contract_id)[0]
    return ContractWhole(
        **contract_shape(found).model_dump(),
        version=newest.number,
        digest=newest.digest,
        effective_from=newest.effective_from,
        deliver_from=newest.deliver_from,
        deliver_until=newest.deliver_until,
        deposit_fen=newest.deposit_fen,
        credit_limit_fen=newest.credit_limit_fen,
        tolerance_permille=newest.tolerance_permille,
        over=Over(newest.over),
        lines=[
            ContractLineOut(
                grade=line.grade, variety_id=line.variety_id, block_id=line.block_id, expected_g=line.expected_g,
                floor_fen=line.floor_fen,
            )
            for line in newest.lines.all()
        ],
        signatures=[
            ContractSignatureOut(party=Party(one.party), day=one.day, digest=one.digest)
            for one in newest.signatures.all()
        ],
    )  # fmt: skip


@read(
    router,
    "/contracts",
    answer=Page[ContractOut],
    needs="contracts.see",
    summary=gettext_noop("订单合同"),
    description=gettext_noop("看得到的合同，新的在前。"),
)
def list_contracts(request: Request, asked: Query[ContractAsk]) -> object:
    found = queries.contracts(request.auth, state=asked.state, text=asked.text)
    return page_of(found, asked, contract_shape)


@read(
    router,
    "/contracts/{contract_id}",
    answer=ContractWhole,
    needs="contracts.see",
    summary=gettext_noop("一份订单合同"),
    description=gettext_noop("最新的条款、约定的等级和数量、谁签了。"),
)
def get_contract(request: Request, contract_id: RowId) -> object:
    return whole(request, contract_id)


@write(
    router,
    "POST /contracts",
    answer=ContractsMade,
    status=201,
    needs="contracts.make",
    summary=gettext_noop("给合作社的农户订合同"),
    description=gettext_noop("一次订几家合作社全部农户的，全订或全不订；这一季和这家已经有合同的不再订。"),
)
def make_contracts(request: Request, body: ContractsIn) -> object:
    many = queries.Many(
        body.season_id, body.buyer_id, body.version_id, tuple(body.cooperative_ids), body.g_per_mu,
        body.g_without_block, tuple(body.supported_codes),
    )  # fmt: skip
    batch = queries.drafts(request.auth, many, timezone.localdate())
    made = actions.make_contracts(**actor_and_now(request), batch=batch, client_key=request.client_key)
    return ContractsMade(contract_ids=made)


@write(
    router,
    "POST /contract-renewals",
    answer=ContractsMade,
    status=201,
    needs="contracts.make",
    summary=gettext_noop("把合同续到下一季"),
    description=gettext_noop("同样的地块和数量，按范本的这一版；续过的不再续。"),
)
def renew_contracts(request: Request, body: RenewalIn) -> object:
    batches = queries.renewals(request.auth, body.contract_ids, body.season_id, body.version_id)
    if not batches:
        raise actions.AlreadyRenewed(number="")
    made: list[int] = []
    for place, batch in enumerate(batches):
        key = f"{request.client_key} {place}"
        made += actions.make_contracts(**actor_and_now(request), batch=batch, client_key=key)
    return ContractsMade(contract_ids=made)


@write(
    router,
    "POST /contracts/{contract_id}/signatures",
    answer=ContractWhole,
    status=201,
    needs="contracts.sign",
    summary=gettext_noop("签一份合同"),
    description=gettext_noop("给最新的条款签字；各方都签了就生效。"),
)
def sign_contract(request: Request, contract_id: RowId, body: SignatureIn) -> object:
    queries.contract(request.auth, contract_id)
    try:
        picture = base64.b64decode(body.picture, validate=True)
    except (binascii.Error, ValueError):
        raise NotBase64() from None
    terms = queries.newest_terms_ids(request.auth, [contract_id])
    hand = Hand(body.party, body.name, body.method, picture)
    actions.sign(**actor_and_now(request), terms_ids=terms, hand=hand)
    return whole(request, contract_id)
