"""A contract's money in the co-operative's book: the deposit put aside and paid, inputs on credit, penalties.

Each posting names the contract it comes from; settlement takes what stands on the household's accounts.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.contracts import queries
from lilian.contracts.actions.season import NotInForce
from lilian.contracts.models import Contract
from lilian.contracts.queries import money
from lilian.contracts.rules.penalties import penalty_fen
from lilian.contracts.values.money import INSTEAD_OF_PENALTY, PenaltyDraft, PenaltyKind
from lilian.contracts.values.terms import TermsInForce
from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import worth_fen, yuan_text
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.ledger import actions as ledger
from lilian.ledger import queries as books
from lilian.ledger.values import AccountKey, HoldDraft, Limits, Line, PostingDraft, Purpose

LONGEST_LATE_DAYS = 366


class NoBook(Refusal):
    code = "contracts.no_book"
    sentence = gettext_noop("{coop} 还没有账本，先开账。")


class NoDepositLeft(AlreadyDone):
    code = "contracts.no_deposit_left"
    sentence = gettext_noop("这些合同没有定金，或者定金都办过了。")


class CreditUsedUp(Refusal):
    code = "contracts.credit_used_up"
    sentence = gettext_noop("合同 {number} 的赊销额度还剩 {left} 元，不够这一笔。")
    remedy = gettext_noop("要多赊，先变更合同的额度。")


class InputsUnsaid(Invalid):
    code = "contracts.inputs_unsaid"
    sentence = gettext_noop("请写明发了什么农资、值多少钱。")


class NoPenalty(Invalid):
    code = "contracts.no_penalty"
    sentence = gettext_noop("按合同 {number}，这件事没有违约金：请看比例、重量、金额和天数。")


class DepositRuleUsed(Refusal):
    code = "contracts.deposit_rule_used"
    sentence = gettext_noop("合同 {number} 已经用了定金罚则，同一件事不再收违约金。")
    remedy = gettext_noop("民法典第五百八十八条：定金罚则和违约金只能选一样。")


class PenaltyUnexplained(Invalid):
    code = "contracts.penalty_unexplained"
    sentence = gettext_noop("请写明为什么收这笔违约金。")


@transaction.atomic
def put_deposits_aside(*, actor: Actor, contract_ids: Sequence[int], now: datetime) -> int:
    """Put the deposits of these contracts aside in their co-operatives' banks; return how many were.

    :raises NoDepositLeft: if there is none to put aside
    :raises NoBook, NotInForce, OverLimit, NotFound: nothing is put aside then
    """
    found = _terms(actor, contract_ids, "contracts.pay", timezone.localdate(now))
    wanted = [one for one in found if one.terms.deposit_fen]
    known = money.deposits(Contract.objects.filter(pk__in=[one.contract_id for one in wanted]))
    wanted = [one for one in wanted if one.contract_id not in known]
    if not wanted:
        raise NoDepositLeft()
    _put_aside(actor, wanted, now)
    _record_each(actor, "contracts.deposit_put_aside", wanted, now)
    return len(wanted)


def _put_aside(actor: Actor, wanted: Sequence[TermsInForce], now: datetime) -> None:
    """From each co-operative's bank for its households."""
    book_ids = {coop_id: _book_of(one) for coop_id, one in {one.coop_id: one for one in wanted}.items()}
    sides = {
        one.contract_id: (
            AccountKey(book_ids[one.coop_id], Purpose.DEPOSIT_PAID, household_id=one.household_id),
            AccountKey(book_ids[one.coop_id], Purpose.BANK),
        )
        for one in wanted
    }
    keys = list(dict.fromkeys(key for pair in sides.values() for key in pair))
    accounts = ledger.open_accounts(actor=actor, keys=keys, now=now)
    drafts = {}
    for one in wanted:
        paid, bank = (accounts[key] for key in sides[one.contract_id])
        note, about = f"定金 {one.number}", money.about(one.contract_id)
        drafts[money.hold_key(one.contract_id)] = HoldDraft(paid, bank, one.terms.deposit_fen, note, about)
    ledger.hold_all(actor=actor, drafts=drafts, now=now)


def _record_each(actor: Actor, event: str, found: Sequence[TermsInForce], now: datetime) -> None:
    said = [audit.Said(event, _subject(one), {"number": one.number, "fen": one.terms.deposit_fen}) for one in found]
    audit.record_all(actor=actor, events=said, at=now)


@transaction.atomic
def pay_deposits(*, actor: Actor, contract_ids: Sequence[int], now: datetime) -> int:
    """What was put aside for these contracts is with the households; return how many were paid.

    :raises NoDepositLeft: if nothing is put aside
    """
    found = _terms(actor, contract_ids, "contracts.pay", timezone.localdate(now))
    holds = money.open_holds(Contract.objects.filter(pk__in=[one.contract_id for one in found]))
    if not holds:
        raise NoDepositLeft()
    keys = {hold_id: money.hold_key(contract_id) for contract_id, hold_id in holds.items()}
    ledger.post_held_all(actor=actor, client_keys=keys, day=timezone.localdate(now), now=now)
    _record_each(actor, "contracts.deposit_paid", [one for one in found if one.contract_id in holds], now)
    return len(holds)


def let_go(actor: Actor, contract: Contract, now: datetime) -> None:
    """A deposit that was put aside and not paid is free again: the contract ends."""
    ledger.void_all(actor=actor, hold_ids=money.open_holds([contract]).values(), now=now)


@transaction.atomic
def issue_inputs(*, actor: Actor, contract_id: int, fen: int, what: str, client_key: str, now: datetime) -> int:
    """Inputs are handed out on the contract's credit; return the posting. The same client key is the same posting.

    :raises CreditUsedUp: if the contract does not allow so much
    :raises InputsUnsaid, NoBook, NotInForce, NotFound: nothing is posted then
    """
    today = timezone.localdate(now)
    (one,) = _terms(actor, [contract_id], "contracts.pay", today)
    if fen <= 0 or not what.strip():
        raise InputsUnsaid()
    book_id = _book_of(one)
    owed = AccountKey(book_id, Purpose.INPUT_CREDIT, household_id=one.household_id)
    given = AccountKey(book_id, Purpose.INPUTS)
    accounts = ledger.open_accounts(actor=actor, keys=[owed, given], now=now)  # from here on the book is ours
    draft = PostingDraft(
        book_id,
        today,
        f"contract {money.INPUTS} {contract_id} {client_key}"[:120],
        (Line(accounts[owed], fen), Line(accounts[given], -fen)),
        money.about(contract_id),
        what.strip(),
    )
    issued = money.money_of(actor, contract_id)
    if books.postings(money.READER, book_id=book_id).filter(client_key=draft.client_key).exists():
        return ledger.post(actor=actor, draft=draft, now=now)
    left = one.terms.credit_limit_fen - issued.issued_fen
    if fen > left:
        raise CreditUsedUp(number=one.number, left=yuan_text(max(0, left)))
    _grant(accounts[owed], left, one.number, now)
    posting = ledger.post(actor=actor, draft=draft, now=now)
    data = {"number": one.number, "fen": fen, "posting": posting}
    audit.record(actor=actor, event="contracts.inputs_issued", subject=_subject(one), at=now, data=data)
    return posting


def _grant(account_id: int, left_fen: int, number: str, now: datetime) -> None:
    """What the contract still allows is the account's limit, where nobody granted more: all parties signed it."""
    account = books.account(money.READER, account_id)
    balance = account.balance
    wanted = balance.debit_fen - balance.credit_fen + balance.debit_held_fen + left_fen
    granted = account.balance.most_debit_fen
    if granted is not None and granted < wanted:
        limits = Limits(most_debit_fen=wanted, most_credit_fen=account.balance.most_credit_fen)
        ledger.set_limits(actor=money.READER, account_id=account_id, limits=limits, reason=f"合同 {number}", now=now)


@transaction.atomic
def charge_penalty(*, actor: Actor, contract_id: int, draft: PenaltyDraft, client_key: str, now: datetime) -> int:
    """A penalty by the terms of that day; return its posting. The same client key is the same posting.

    What the household owes is taken by its next settlement; what is owed to it is paid out with it.

    :raises NoPenalty, PenaltyUnexplained, DepositRuleUsed, NotInForce, NotPromised, NoBook, NotFound: nothing is
        posted then
    """
    (one,) = _terms(actor, [contract_id], "contracts.charge", draft.day)
    if not draft.note.strip():
        raise PenaltyUnexplained()
    fen = _penalty(one, draft)
    if fen <= 0 or draft.day > timezone.localdate(now):
        raise NoPenalty(number=one.number)
    book_id = _book_of(one)
    debit, credit = _penalty_sides(book_id, one, draft.kind)
    accounts = ledger.open_accounts(actor=actor, keys=[debit, credit], now=now)  # from here on the book is ours
    _check_no_deposit_rule(actor, one, draft.kind)
    posting = PostingDraft(
        book_id,
        timezone.localdate(now),
        f"contract {money.PENALTY} {draft.kind} {contract_id} {client_key}"[:120],
        (Line(accounts[debit], fen), Line(accounts[credit], -fen)),
        money.about(contract_id),
        draft.note.strip(),
    )
    made = ledger.post(actor=actor, draft=posting, now=now)
    data = {"number": one.number, "kind": draft.kind.value, "fen": fen, "posting": made}
    audit.record(actor=actor, event="contracts.penalty_charged", subject=_subject(one), at=now, data=data)
    return made


def _penalty(one: TermsInForce, draft: PenaltyDraft) -> int:
    if draft.kind is PenaltyKind.LATE:
        days = draft.late_days if 0 < draft.late_days <= LONGEST_LATE_DAYS else 0
        return penalty_fen(draft.kind, one.terms.penalties, max(0, draft.late_fen), days)
    line = next((each for each in one.terms.lines if each.grade == draft.grade), None)
    if line is None:
        raise queries.NotPromised(number=one.number, grade=draft.grade)
    fen_per_kg = queries.price_on(one, line.variety_id, draft.grade, draft.day).fen_per_kg
    return penalty_fen(draft.kind, one.terms.penalties, worth_fen(max(0, draft.weight_g), fen_per_kg))


def _check_no_deposit_rule(actor: Actor, one: TermsInForce, kind: PenaltyKind) -> None:
    """:raises DepositRuleUsed: if the deposit was kept or doubled for what the penalty is for"""
    instead = {end.value for end, penalty in INSTEAD_OF_PENALTY.items() if penalty is kind}
    if instead & {moved.kind for moved in money.money_of(actor, one.contract_id).moved}:
        raise DepositRuleUsed(number=one.number)


def _penalty_sides(book_id: int, one: TermsInForce, kind: PenaltyKind) -> tuple[AccountKey, AccountKey]:
    """In debit and in credit: the other side is the buyer, or the co-operative itself where it buys."""
    itself = one.buyer_id == one.coop_id
    if kind is PenaltyKind.ELSEWHERE:
        gets = AccountKey(book_id, Purpose.PAYABLE, organisation_id=one.buyer_id)
        return (
            AccountKey(book_id, Purpose.PENALTY, household_id=one.household_id),
            AccountKey(book_id, Purpose.REVENUE) if itself else gets,
        )
    pays = AccountKey(book_id, Purpose.RECEIVABLE, organisation_id=one.buyer_id)
    return (
        AccountKey(book_id, Purpose.COST) if itself else pays,
        AccountKey(book_id, Purpose.COMPENSATION, household_id=one.household_id),
    )


def _terms(actor: Actor, contract_ids: Sequence[int], permission: str, day: date) -> list[TermsInForce]:
    """In force on the day, of contracts in whose co-operative's book the actor may do so.

    :raises NotFound, NotInForce: as the names say
    """
    actor.must(permission)
    wanted = sorted(set(contract_ids))
    found = queries.terms_on(actor, day, contract_ids=wanted)
    if len(found) < len(wanted):
        known = {one.contract_id for one in found}
        raise NotInForce(number=queries.contract(actor, next(pk for pk in wanted if pk not in known)).number)
    reach = actor.reach(permission)
    if any(one.coop_id not in reach for one in found):
        raise NotFound()
    return found


def _book_of(one: TermsInForce) -> int:
    """:raises NoBook: if the co-operative keeps none"""
    try:
        return books.book_of(money.READER, one.coop_id).pk
    except NotFound:
        raise NoBook(coop=Contract.objects.select_related("coop").get(pk=one.contract_id).coop.name) from None


def _subject(one: TermsInForce) -> Contract:
    return Contract(pk=one.contract_id, number=one.number)
