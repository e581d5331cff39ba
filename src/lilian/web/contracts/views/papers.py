"""Contracts to sign on paper, one or a whole list in one file. The text is Chinese whatever the screen speaks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.catalog.queries import grade_names
from lilian.contracts import queries
from lilian.contracts.papers import ContractPaper, pdf
from lilian.contracts.values import METHOD_NAMES, PARTY_NAMES, Method, Party, Sheet
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.web.contracts.views.asked import Asked
from lilian.web.contracts.words import deductions, facts, kilos, market_names, rule_words
from lilian.web.shell.requests import Request

CHINESE = "zh-hans"
MOST = 1_200


class TooManyPapers(Invalid):
    code = "contracts.too_many_papers"
    sentence = gettext_noop("一次最多打印 {most} 份合同，现在是 {given} 份。")
    remedy = gettext_noop("请按合作社分开打印。")


def paper_of(request: Request, contract: Any, terms: Any, names: dict[str, str]) -> ContractPaper:
    """The newest terms of a contract in words."""
    sheet = queries.sheet_of(contract.version)
    said = queries.said(terms, terms.lines.all())
    grades = grade_names()
    markets = names
    return ContractPaper(
        title=gettext("红色订单收购合同"),
        number=f"{contract.number} · {gettext('第 %(n)s 版') % {'n': terms.number}}",
        sample=gettext("示范文本（样本），未经律师审定，不能直接签用") if sheet.is_sample else "",
        facts=((gettext("产季"), contract.season.name), *facts(said)),
        parties=tuple(parties(request, contract)),
        heads=(gettext("地块"), gettext("等级"), gettext("约定（公斤）"), gettext("保底（元）"), gettext("价格怎么定")),
        lines=tuple(
            (
                line.block.name if line.block else gettext("全部果园"),
                grades.get(line.grade, line.grade),
                kilos(line.expected_g),
                f"{line.floor_fen // 100}.{line.floor_fen % 100:02d}",
                rule_words(value.rule, markets),
            )
            for line, value in zip(terms.lines.all(), said.lines, strict=True)
        ),
        clauses=tuple(clauses(sheet, said)),
        signs=tuple(signs(terms)),
        foot=f"{contract.number} · {gettext('条款校验码')} {terms.digest[:16]}",
    )  # fmt: skip


def parties(request: Request, contract: Any) -> Iterable[tuple[str, str, str]]:
    yield gettext(PARTY_NAMES[Party.BUYER]), contract.buyer.name, contract.buyer.uscc or contract.buyer.code
    yield gettext(PARTY_NAMES[Party.COOP]), contract.coop.name, contract.coop.uscc or contract.coop.code
    name = queries.household_name(request.actor, contract)
    yield gettext(PARTY_NAMES[Party.HOUSEHOLD]), name, contract.household.code


def clauses(sheet: Sheet, said: Any) -> Iterable[tuple[str, str]]:
    if said.deductions:
        yield gettext("质量扣价"), "".join(deductions(said))
    if said.milestones:
        yield gettext("服务节点"), " · ".join(f"{one.due_on} {one.name}" for one in said.milestones)
    yield from ((one.title, one.text) for one in sheet.clauses)


def signs(terms: Any) -> Iterable[tuple[str, str, str]]:
    """A line to sign on for each party; who has signed stands there already."""
    done = {one.party: one for one in terms.signatures.all()}
    wanted = [party for party in Party if party is not Party.COOP or terms.parties == 3]
    for party in wanted:
        one = done.get(party.value)
        how = gettext(METHOD_NAMES[Method(one.method)]) if one else ""
        yield gettext(PARTY_NAMES[party]), one.name if one else "", f"{one.day} · {how}" if one else ""


def printed(request: Request, contracts: Sequence[Any]) -> bytes:
    with translation.override(CHINESE):
        terms, names = queries.newest_terms(request.actor, contracts), market_names(request.actor)
        return pdf([paper_of(request, one, terms[one.pk], names) for one in contracts])


def answer(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_required
def paper(request: Request, pk: int) -> HttpResponse:
    found = queries.contract(request.actor, pk)
    return answer(printed(request, [found]), f"{found.number}.pdf")


@require_safe
@login_required
def papers(request: Request) -> HttpResponse:
    """All contracts of a list, in one file."""
    found = Asked.of(request).contracts(request.actor).order_by("coop__code", "pk")
    count = found.count()
    if not 0 < count <= MOST:
        raise TooManyPapers(most=MOST, given=count)
    return answer(printed(request, list(found)), f"{gettext('红色订单')}-{count}.pdf")
