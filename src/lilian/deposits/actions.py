"""A deposit is closed: one person asks, another answers, and with the answer it is posted."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.contracts import queries as contracts
from lilian.deposits import queries, rules
from lilian.deposits.models import Closing, ClosingAnswer
from lilian.deposits.values import ENDS, ClosingDraft, Standing, Way, Why
from lilian.kernel.marks import gettext_noop
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.ledger import actions as ledger
from lilian.ledger.values import Line, PostingDraft


class NoDepositLeft(AlreadyDone):
    code = "deposits.none_left"
    sentence = gettext_noop("合同 {number} 没有付出的定金，或者已经抵完、退完了。")


class NotSoMuchLeft(Refusal):
    code = "deposits.not_so_much_left"
    sentence = gettext_noop("合同 {number} 的定金还剩 {left} 元，不够这一笔。")
    remedy = gettext_noop("结算或别的退还在这之间用掉了；按还剩的重新提出。")


class AlreadyAsked(AlreadyDone):
    code = "deposits.already_asked"
    sentence = gettext_noop("合同 {number} 的定金已经有一笔等着复核。")


class AlreadyAnswered(AlreadyDone):
    code = "deposits.already_answered"
    sentence = gettext_noop("这笔定金已经复核过了。")


class SamePerson(Refusal):
    code = "deposits.same_person"
    sentence = gettext_noop("提出的人不能自己复核。")
    remedy = gettext_noop("请另一个人来复核。")


class Unexplained(Invalid):
    code = "deposits.unexplained"
    sentence = gettext_noop("请写明怎么回事、退多少钱。")


class WrongWay(Invalid):
    code = "deposits.wrong_way"
    sentence = gettext_noop("退回的要转账或者交现金；双倍返还的还可以从下次结算里扣；定金不退的不用付。")
    remedy = gettext_noop("不退回来的定金，下次结算自己会抵果款。")


@transaction.atomic
def ask_closing(*, actor: Actor, draft: ClosingDraft, now: datetime) -> int:
    """Ask that a deposit, or a part of what is left of it, goes back, stays, or goes back twice; return its key.

    :raises NoDepositLeft, NotSoMuchLeft, AlreadyAsked, Unexplained, WrongWay: nothing is written then
    :raises NoGround, RuleNotNamed, PenaltyChosen, RuleUsed: if the contract gives no right to it
    """
    contract = contracts.contract(actor, draft.contract_id)
    actor.must("deposits.ask", organisation_id=contract.coop_id)
    _alone(contract.pk)
    if queries.closings(actor, contract_id=contract.pk, open_only=True).exists():
        raise AlreadyAsked(number=contract.number)
    left = queries.standing(actor, contract.pk)
    if left is None or not left.left_fen:
        raise NoDepositLeft(number=contract.number)
    end = rules.check_ground(draft.why, queries.ground(actor, contract.pk, timezone.localdate(now)), contract.number)
    fen = left.left_fen if draft.fen is None else draft.fen
    if fen <= 0 or not draft.note.strip():
        raise Unexplained()
    if draft.way not in rules.WAYS[end]:
        raise WrongWay()
    _check_left(left, fen, contract.number)
    made = Closing.objects.create(
        contract=contract, why=draft.why.value, way=draft.way.value, fen=fen, note=draft.note.strip()[:200], at=now,
        asked_by=actor.name[:80], asker_id=actor.answerable_id,
    )  # fmt: skip
    data = {"number": contract.number, "why": draft.why.value, "way": draft.way.value, "fen": fen}
    audit.record(actor=actor, event="deposits.closing_asked", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def answer_closing(*, actor: Actor, closing_id: int, agreed: bool, now: datetime, note: str = "") -> int | None:
    """A second person agrees, and it is posted; return the posting. Not agreed: None, and it can be asked anew.

    What is left of the deposit and what the contract gives a right to is looked at again.

    :raises SamePerson, AlreadyAnswered, NotSoMuchLeft, NotFound: nothing is posted then
    :raises NoGround, RuleNotNamed, PenaltyChosen, RuleUsed: as when it was asked
    """
    actor.must("deposits.answer")
    found = queries.closing(actor, closing_id)
    if found.contract.coop_id not in actor.reach("deposits.answer"):
        raise NotFound()
    _alone(found.contract_id)
    if ClosingAnswer.objects.filter(closing=found).exists():
        raise AlreadyAnswered()
    if actor.is_who(found.asker_id, found.asked_by):
        raise SamePerson()
    posting = _post(actor, found, now) if agreed else None
    ClosingAnswer.objects.create(
        closing=found, agreed=agreed, posting_id=posting, note=note.strip()[:200], at=now,
        answered_by=actor.name[:80], answerer_id=actor.answerable_id,
    )  # fmt: skip
    data = {"number": found.contract.number, "closing": closing_id, "agreed": agreed, "posting": posting}
    audit.record(actor=actor, event="deposits.closing_answered", subject=found, at=now, data=data)
    return posting


def _post(actor: Actor, found: Closing, now: datetime) -> int:
    contract, day = found.contract, timezone.localdate(now)
    whose = queries.account_of(found)
    end, way = ENDS[Why(found.why)], Way(found.way)
    sides = rules.sides(end, way, found.fen, whose, queries.buyer_of(contract))
    accounts = ledger.open_accounts(actor=actor, keys=list(sides), now=now)  # from here on the book is ours
    rules.check_ground(Why(found.why), queries.ground(actor, contract.pk, day), contract.number)
    left = queries.standing(actor, contract.pk)
    if left is None:
        raise NoDepositLeft(number=contract.number)
    _check_left(left, found.fen, contract.number)
    lines = tuple(Line(accounts[key], fen) for key, fen in sides.items())
    draft = PostingDraft(whose.book_id, day, queries.key_of(found), lines, contracts.about(contract.pk), found.note)
    return ledger.post(actor=actor, draft=draft, now=now)


def _check_left(left: Standing, fen: int, number: str) -> None:
    """:raises NotSoMuchLeft: as the name says"""
    if fen > left.left_fen:
        raise NotSoMuchLeft(number=number, left=yuan_text(left.left_fen))


def _alone(contract_id: int) -> None:
    """Nobody else closes this contract's deposit until the transaction ends; who does so now is waited for."""
    hold_name(f"deposit of\n{contract_id}", wait=True)
