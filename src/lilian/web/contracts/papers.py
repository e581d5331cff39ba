"""A contract's newest terms in words for paper. The text is Chinese whatever the screen speaks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.catalog.queries import grade_names
from lilian.contracts import queries
from lilian.contracts.papers import ContractPaper, pdf
from lilian.contracts.values import METHOD_NAMES, PARTY_NAMES, Method, Party, Sheet
from lilian.web.contracts.words import deductions, facts, kilos, market_names, rule_words

CHINESE = "zh-hans"


def paper_of(actor: Actor, contract: Any, terms: Any, names: dict[str, str]) -> ContractPaper:
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
        parties=tuple(parties(actor, contract)),
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


def parties(actor: Actor, contract: Any) -> Iterable[tuple[str, str, str]]:
    yield gettext(PARTY_NAMES[Party.BUYER]), contract.buyer.name, contract.buyer.uscc or contract.buyer.code
    yield gettext(PARTY_NAMES[Party.COOP]), contract.coop.name, contract.coop.uscc or contract.coop.code
    name = queries.household_name(actor, contract)
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


def printed(actor: Actor, contracts: Sequence[Any]) -> bytes:
    """One PDF, a page or more a contract."""
    with translation.override(CHINESE):
        terms, names = queries.newest_terms(actor, contracts), market_names(actor)
        return pdf([paper_of(actor, one, terms[one.pk], names) for one in contracts])
