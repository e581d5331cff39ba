"""A holder who is none of us is telephoned: each call is kept, and who is next stands first."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from lilian.base import audit
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound, Refusal
from lilian.parcels.values import Receiver
from lilian.stock.models import Lot
from lilian.trace import actions, queries, rules
from lilian.trace.actions.refusals import (
    AlreadyAnswered,
    FoundTooMany,
    NotAPhone,
    NotCounted,
    PhoneNotWrong,
    SamePhone,
)
from lilian.trace.models import CallAttempt, Notice
from lilian.trace.rules import PHONE
from lilian.trace.values import CallCounts, CallDraft, Outcome, RecallDraft, Standing, Start, StartKind
from tests.parcels.despatch import SENT, Despatch

LATER = SENT + timedelta(days=1)


@pytest.fixture
def recalled(despatch: Despatch) -> int:
    """Three holders: two who are none of us, and a member."""
    one, two, three = despatch.boxes
    despatch.send(one, receiver=Receiver(None, "王五水果行", "13800001111"))
    despatch.send(two, key="zhao", receiver=Receiver(None, "赵六超市", "13800002222"))
    despatch.send(three, key="hai", receiver=Receiver(despatch.boxing.goods.shop.pk))
    draft = RecallDraft(Start(StartKind.LOT, Lot.objects.earliest("pk").code), "农残超标")
    return actions.open_recall(actor=despatch.boxing.goods.actor(), draft=draft, client_key="r", now=LATER)


def call(
    despatch: Despatch, name: str, outcome: Outcome, found: int | None = None, *, minutes: int = 0, **said: str
) -> None:
    actor, notice = despatch.boxing.goods.actor(), Notice.objects.get(name=name)
    draft, now = CallDraft(outcome, found, **said), LATER + timedelta(minutes=minutes)
    actions.note_call(actor=actor, notice_id=notice.pk, draft=draft, now=now)


def listed(despatch: Despatch, recall: int, standing: Standing | None = None) -> list[tuple[str, int]]:
    found = queries.calls(despatch.boxing.goods.actor(), recall, standing)
    return [(one.name, one.tries) for one in found]


def test_who_was_never_called_comes_first_then_who_was_called_longest_ago(despatch: Despatch, recalled: int) -> None:
    assert listed(despatch, recalled) == [("王五水果行", 0), ("赵六超市", 0), ("HAI合作社", 0)]
    call(despatch, "王五水果行", Outcome.NO_ANSWER)
    assert listed(despatch, recalled) == [("赵六超市", 0), ("王五水果行", 1), ("HAI合作社", 0)]
    call(despatch, "赵六超市", Outcome.WRONG_NUMBER, minutes=5)
    call(despatch, "王五水果行", Outcome.REFUSES, minutes=9, note="要先看文件")
    assert listed(despatch, recalled) == [("赵六超市", 1), ("王五水果行", 2), ("HAI合作社", 0)]
    call(despatch, "赵六超市", Outcome.REACHED, minutes=12, found=0, note="卖完了")
    assert listed(despatch, recalled) == [("王五水果行", 2), ("HAI合作社", 0), ("赵六超市", 1)]


def test_the_counts_are_those_of_the_list(despatch: Despatch, recalled: int) -> None:
    call(despatch, "王五水果行", Outcome.CALLS_BACK)
    call(despatch, "赵六超市", Outcome.REACHED, found=1)
    counts = queries.call_counts(despatch.boxing.goods.actor(), recalled)
    assert counts == CallCounts(untried=1, tried=1, reached=1)
    assert {one.value: len(listed(despatch, recalled, one)) for one in Standing} == vars(counts)


def test_who_was_reached_has_answered(despatch: Despatch, recalled: int) -> None:
    with pytest.raises(NotCounted):
        call(despatch, "王五水果行", Outcome.REACHED)
    with pytest.raises(FoundTooMany):
        call(despatch, "王五水果行", Outcome.REACHED, found=2)
    call(despatch, "王五水果行", Outcome.REACHED, found=1, note="下架了")
    answer = Notice.objects.get(name="王五水果行").answer
    assert (answer.found, answer.note, CallAttempt.objects.count()) == (1, "下架了", 0)
    for outcome in (Outcome.NO_ANSWER, Outcome.REACHED):
        with pytest.raises(AlreadyAnswered):
            call(despatch, "王五水果行", outcome, found=1)
    assert not list(audit.faults())


def test_the_right_number_is_called_from_then_on(despatch: Despatch, recalled: int) -> None:
    def dial() -> str:
        return queries.calls(despatch.boxing.goods.actor(), recalled).get(name="赵六超市").dial

    assert dial() == "13800002222"
    call(despatch, "赵六超市", Outcome.WRONG_NUMBER)
    assert dial() == "13800002222"  # nobody knew another
    call(despatch, "赵六超市", Outcome.WRONG_NUMBER, new_phone=" ０３５７－1234567 ")
    call(despatch, "赵六超市", Outcome.NO_ANSWER)
    assert dial() == "0357-1234567"
    call(despatch, "赵六超市", Outcome.WRONG_NUMBER, new_phone="138 0000 3333")
    assert (dial(), Notice.objects.get(name="赵六超市").phone) == ("138 0000 3333", "13800002222")
    events = audit.about([audit.subject_name(Notice.objects.get(name="赵六超市"))])
    said = [event.data for event in events]
    assert sorted(json.loads(data)["has_new_phone"] for data in said) == [False, False, True, True]
    assert not any("3333" in data for data in said)  # that it was told is on record, not the number


@pytest.mark.parametrize(
    ("outcome", "given", "refusal"),
    [
        (Outcome.WRONG_NUMBER, "没有", NotAPhone),
        (Outcome.WRONG_NUMBER, "138 00001111", SamePhone),
        (Outcome.NO_ANSWER, "13800003333", PhoneNotWrong),
        (Outcome.REACHED, "13800003333", PhoneNotWrong),
    ],
)
def test_a_number_that_leads_nowhere_is_refused(
    despatch: Despatch, recalled: int, outcome: Outcome, given: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        call(despatch, "王五水果行", outcome, 1, new_phone=given)
    assert not CallAttempt.objects.exists()


@given(st.from_regex(PHONE, fullmatch=True))
def test_whatever_is_a_number_stays_one(given: str) -> None:
    told = rules.phone(f" {given}")
    assert (told, rules.is_same_phone(told, given.replace("-", " "))) == (given, True)


def test_only_the_office_calls(despatch: Despatch, recalled: int) -> None:
    goods, draft = despatch.boxing.goods, CallDraft(Outcome.NO_ANSWER)
    notice = Notice.objects.get(organisation=goods.shop)
    for actor in (goods.actor(Role.SELLER, goods.shop), goods.actor(Role.BUREAU_OFFICER)):
        with pytest.raises(NotAllowed):
            actions.note_call(actor=actor, notice_id=notice.pk, draft=draft, now=LATER)
    with pytest.raises(NotFound):
        actions.note_call(actor=goods.actor(), notice_id=0, draft=draft, now=LATER)
    actions.note_call(actor=goods.actor(), notice_id=notice.pk, draft=draft, now=LATER)  # a member may be called, too


def test_a_call_is_on_record_for_good(despatch: Despatch, recalled: int) -> None:
    call(despatch, "王五水果行", Outcome.NO_ANSWER)
    for change in (lambda: CallAttempt.objects.update(note="x"), lambda: CallAttempt.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    made = CallAttempt.objects.get()
    made.pk, made.new_phone = None, "13800003333"  # of a number that was not wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
    made.new_phone, made.outcome = "", Outcome.REACHED.value
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
