"""Files for the bank: netted by household, put aside in the books, answered whatever happened meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.ledger import actions as ledger
from lilian.ledger import queries as books
from lilian.ledger.actions.refusals import OverLimit
from lilian.ledger.queries import soundness as ledger_soundness
from lilian.ledger.values import Line, PostingDraft, Purpose
from lilian.payouts import actions, queries, rules
from lilian.payouts.actions.refusals import (
    AlreadyReturned,
    AnsweredOtherwise,
    NoReason,
    NothingToPay,
    NotPaid,
    UnknownReference,
)
from lilian.payouts.models import PayoutLine, PayoutReturn
from lilian.payouts.queries import soundness
from lilian.payouts.values import BankAnswer
from lilian.settlement import actions as settlement
from lilian.settlement.actions.refusals import NotFreeToTake
from lilian.settlement.models import Statement
from lilian.settlement.queries import soundness as settlement_soundness
from tests.receiving.scale import NOW, TODAY
from tests.settlement.season import SYSTEM, YUAN, Season

FEN = st.integers(-(10**6), 10**6)


@pytest.fixture
def season(season: Season) -> Season:
    """Mei's household brought 100 kg, 500 yuan, and has an account; it is settled."""
    season.payee(season.mei)
    season.brings(season.mei, 100, "a")
    season.posted("first")
    return season


def file(season: Season, key: str) -> int:
    return actions.make_payout(actor=season.actor("qian"), organisation_id=season.coop, client_key=key, now=NOW)


def amounts(payout: int) -> list[tuple[int, int]]:
    """What is paid, and what was open too."""
    return list(PayoutLine.objects.filter(payout=payout).values_list("amount_fen", "less_fen"))


def answered(season: Season, payout: int, *, paid: bool = True) -> int:
    lines = PayoutLine.objects.filter(payout=payout)
    answers = [BankAnswer(queries.reference(line.pk), paid) for line in lines]
    return actions.read_answers(actor=season.actor("qian"), payout_id=payout, answers=answers, now=NOW)


def corrected(season: Season, statement: int, more_fen: int) -> None:
    said = {"statement_id": statement, "about": "", "words": "重称"}
    raised = settlement.raise_dispute(actor=SYSTEM, **said, now=NOW)
    guo = season.actor("guo")
    settlement.answer_dispute(actor=guo, dispute_id=raised, more_fen=more_fen, words="查过", now=NOW)


def brought_more(season: Season) -> None:
    """A second statement, of 500 yuan again."""
    season.brings(season.mei, 100, "b")
    season.posted("second")


def payable(season: Season) -> int:
    return -season.stands(Purpose.PAYABLE, season.mei)


def sound() -> bool:
    heard = [soundness.faults, settlement_soundness.faults, ledger_soundness.journal_faults]
    return [fault for faults in heard for fault in faults(lambda _: None)] == []


@given(st.lists(FEN, max_size=6), FEN)
def test_what_is_paid_is_what_all_leave_as_far_as_it_is_free(open_fen: list[int], free: int) -> None:
    paid = rules.netted(open_fen, free)
    assert sum(paid) == max(0, min(sum(open_fen), free))
    assert all(0 <= one <= max(0, whole) for one, whole in zip(paid, open_fen, strict=True))


def test_what_a_dispute_takes_back_of_a_paid_statement_comes_off_the_next(season: Season) -> None:
    first = Statement.objects.get().pk
    answered(season, file(season, "one"))
    brought_more(season)
    corrected(season, first, -200 * YUAN)
    payout = file(season, "two")
    assert amounts(payout) == [(300 * YUAN, 200 * YUAN)]
    assert answered(season, payout) == 1
    assert (payable(season), queries.to_pay(season.actor("qian"), season.coop), sound()) == (0, [], True)


def test_what_lies_with_the_bank_is_not_taken_back(season: Season) -> None:
    statement, payout = Statement.objects.get().pk, file(season, "one")
    with pytest.raises(NotFreeToTake) as told:
        corrected(season, statement, -200 * YUAN)
    assert (told.value.fields["wanted"], told.value.fields["free"]) == ("200.00", "0.00")
    assert answered(season, payout) == 1
    assert (payable(season), sound()) == (0, True)


def test_what_is_still_free_is_taken_back_while_the_rest_lies_with_the_bank(season: Season) -> None:
    first, payout = Statement.objects.get().pk, file(season, "one")
    brought_more(season)
    corrected(season, first, -500 * YUAN)
    with pytest.raises(NothingToPay):
        file(season, "two")
    answered(season, payout)
    assert (payable(season), sound()) == (0, True)


def test_what_was_paid_by_hand_is_not_paid_by_the_next_file(season: Season) -> None:
    lines = (
        Line(season.account(Purpose.PAYABLE, season.mei), 500 * YUAN),
        Line(season.account(Purpose.BANK), -500 * YUAN),
    )
    by_hand = PostingDraft(season.book, TODAY, "by hand", lines)
    ledger.post(actor=season.actor("qian"), draft=by_hand, now=NOW)
    with pytest.raises(NothingToPay):
        file(season, "one")
    brought_more(season)
    payout = file(season, "two")
    assert amounts(payout) == [(500 * YUAN, 0)]
    with pytest.raises(OverLimit):
        ledger.post(actor=season.actor("qian"), draft=PostingDraft(season.book, TODAY, "again", lines), now=NOW)
    answered(season, payout)
    assert (payable(season), sound()) == (0, True)


def test_a_file_is_put_aside_and_let_go_where_the_bank_could_not_pay(season: Season) -> None:
    qian = season.actor("qian")
    assert books.holds(qian, book_id=season.book).count() == 0
    payout = file(season, "one")
    assert [hold.amount_fen for hold in books.holds(qian, book_id=season.book)] == [500 * YUAN]
    answered(season, payout, paid=False)
    assert books.holds(qian, book_id=season.book).count() == 0
    assert amounts(file(season, "two")) == [(500 * YUAN, 0)]


@pytest.mark.parametrize("by_hand", ["voided", "posted"])
def test_the_answer_is_read_even_if_somebody_ended_the_hold_by_hand(season: Season, by_hand: str) -> None:
    payout = file(season, "one")
    hold = PayoutLine.objects.get().hold_id
    assert hold is not None
    if by_hand == "voided":
        ledger.void(actor=SYSTEM, hold_id=hold, now=NOW)
    else:
        ledger.post_held(actor=SYSTEM, hold_id=hold, day=TODAY, client_key="h", now=NOW)
    assert answered(season, payout) == 1
    assert (payable(season), sound()) == (0, True)


def test_a_file_the_bank_account_cannot_pay_is_not_made(season: Season) -> None:
    lines = Line(season.account(Purpose.BANK), -(10**8) + 1), Line(season.account(Purpose.OPENING), 10**8 - 1)
    ledger.post(actor=SYSTEM, draft=PostingDraft(season.book, TODAY, "spent", lines), now=NOW)
    with pytest.raises(OverLimit):
        file(season, "one")


def test_what_the_bank_sent_back_is_owed_and_paid_again(season: Season) -> None:
    qian, payout = season.actor("qian"), file(season, "one")
    reference = queries.reference(PayoutLine.objects.get().pk)
    back = {"actor": qian, "payout_id": payout, "now": NOW}
    with pytest.raises(NotPaid):
        actions.record_return(**back, reference=reference, reason="销户")
    answered(season, payout)
    with pytest.raises(UnknownReference):
        actions.record_return(**back, reference="LL9", reason="销户")
    with pytest.raises(NoReason):
        actions.record_return(**back, reference=reference, reason=" ")
    with pytest.raises(AnsweredOtherwise):
        answered(season, payout, paid=False)
    actions.record_return(**back, reference=f" {reference.lower()}", reason="销户")
    with pytest.raises(AlreadyReturned):
        actions.record_return(**back, reference=reference, reason="销户")
    assert (payable(season), PayoutReturn.objects.get().reason) == (500 * YUAN, "销户")
    assert answered(season, payout, paid=False) == answered(season, payout) == 0
    again = file(season, "two")
    assert amounts(again) == [(500 * YUAN, 0)]
    answered(season, again)
    assert (payable(season), sound()) == (0, True)
