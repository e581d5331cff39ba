"""Terms are written anew, with a reason, to be signed again; a contract ends."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts.actions import writing
from lilian.contracts.actions.money import let_go
from lilian.contracts.actions.signing import Ended
from lilian.contracts.models import Contract, ContractEnd, TermsLine
from lilian.contracts.queries.contracts import contract as contract_of
from lilian.contracts.queries.homes import homes
from lilian.contracts.queries.terms import said
from lilian.contracts.rules import terms as rules
from lilian.contracts.values.terms import AmendReason, EndReason, TermsDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound


class SameTerms(AlreadyDone):
    code = "contracts.same_terms"
    sentence = gettext_noop("和现在的条款一样，没有改动。")


class TermsReachBack(Invalid):
    code = "contracts.terms_reach_back"
    sentence = gettext_noop("新条款不能从过去算起：{earliest} 以前交的果按原来的条款。")


class EndUnexplained(Invalid):
    code = "contracts.end_unexplained"
    sentence = gettext_noop("请写明为什么终止。")


class EndsBeforeToday(Invalid):
    code = "contracts.ends_before_today"
    sentence = gettext_noop("合同不能从过去的日子起终止。")


@transaction.atomic
def amend(
    *, actor: Actor, contract_id: int, terms: TermsDraft, effective_from: date, reason: AmendReason, now: datetime,
    note: str = "",
) -> int:  # fmt: skip
    """A new version of terms, in force from its day on once all parties have signed it; return its key.

    A version that was not signed by all yet is overtaken by it.

    :raises SameTerms, TermsReachBack, Ended, AlreadyBound, BlockPromised, DepositOverLaw, Invalid, NotFound: nothing
        is written then
    """
    writing.hold_promises()
    contract = _held(actor, contract_id)
    today = timezone.localdate(now)
    if effective_from < today:
        raise TermsReachBack(earliest=today)
    newest = contract.terms.order_by("-number")[0]
    if said(newest, TermsLine.objects.filter(terms=newest).order_by("pk")) == terms:
        raise SameTerms()
    _check(actor, contract, terms, effective_from)
    made = writing.terms_row(actor, contract, newest.number + 1, terms, effective_from, now, reason, note)
    made.save(force_insert=True)
    TermsLine.objects.bulk_create(writing.line_rows(made, terms))
    data = {"number": contract.number, "terms": made.number, "reason": reason.value, "digest": made.digest}
    audit.record(actor=actor, event="contracts.amended", subject=contract, at=now, data=data)
    return made.pk


def _held(actor: Actor, contract_id: int) -> Contract:
    """The contract, with nobody else writing on it.

    :raises NotFound: if there is none, or it is not the actor's to change
    :raises Ended: if it binds nobody any more
    """
    found = contract_of(actor, contract_id)
    actor.must("contracts.make", organisation_id=found.coop_id)
    held = Contract.objects.select_for_update().get(pk=contract_id)
    if ContractEnd.objects.filter(contract=held).exists():
        raise Ended(number=held.number)
    return held


def _check(actor: Actor, contract: Contract, terms: TermsDraft, day: date) -> None:
    rules.check(terms)
    home = homes(actor, [contract.household_id]).get(contract.household_id)
    if home is None:
        raise NotFound()
    season = catalog.seasons().get(pk=contract.season_id)
    grades, varieties = set(catalog.grade_names()), set(catalog.varieties().values_list("pk", flat=True))
    writing.check_named(terms, home, season, grades, varieties)
    parties = (contract.season_id, contract.buyer_id)
    writing.check_unbound({home.household_id: terms}, {home.household_id: home}, parties, day, but=contract.pk)
    writing.check_blocks_free([terms], contract.season_id, day, but=contract.pk)


@transaction.atomic
def end_contract(*, actor: Actor, contract_id: int, day: date, reason: EndReason, note: str, now: datetime) -> None:
    """From the day on it binds nobody; what was delivered before is settled by it. A deposit not paid yet is let go.

    :raises Ended, EndUnexplained, EndsBeforeToday, NotFound: nothing is written then
    """
    contract = _held(actor, contract_id)
    if not note.strip():
        raise EndUnexplained()
    if day < timezone.localdate(now):
        raise EndsBeforeToday()
    ContractEnd.objects.create(
        contract=contract, day=day, reason=reason.value, note=note.strip()[:200], at=now, ended_by=actor.name[:80]
    )
    let_go(actor, contract, now)
    data = {"number": contract.number, "reason": reason.value, "day": day.isoformat()}
    audit.record(actor=actor, event="contracts.ended", subject=contract, at=now, data=data)
