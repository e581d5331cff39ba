"""Runs: drafted, approved by two, posted once; paid out, answered by the bank, disputed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.base.tellers import tellers
from lilian.flows.receiving import SlipSettled, void_slip
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from lilian.ledger import actions as ledger
from lilian.ledger.actions.refusals import ToldElsewhere
from lilian.ledger.models import Posting
from lilian.ledger.queries import soundness as ledger_soundness
from lilian.ledger.values import Purpose
from lilian.members import actions as members
from lilian.members.queries import actor_for_token
from lilian.payouts import actions as payouts
from lilian.payouts import queries as files
from lilian.payouts.actions.refusals import AnsweredOtherwise, BadPayee, NothingToPay, UnknownReference
from lilian.payouts.models import PayoutLine
from lilian.payouts.queries import soundness as payouts_soundness
from lilian.payouts.values import BankAnswer, Payee
from lilian.receiving import actions as receiving
from lilian.receiving.models import SlipVoid
from lilian.receiving.values import Priced, PriceKind
from lilian.settlement import actions, queries, rules
from lilian.settlement.actions.refusals import (
    BadPeriod,
    Changed,
    NobodyToShareWith,
    NothingToSettle,
    NothingToTopUp,
    NotPosted,
    SamePerson,
    ToppedUpSince,
)
from lilian.settlement.models import Line, Run, Statement
from lilian.settlement.queries import replaying, soundness
from lilian.settlement.values import (
    RunKind,
    RunState,
    Scheme,
    SharedDraft,
    SharedKind,
    ShareRule,
    Sold,
    StepKind,
)
from tests.ops.tampering import tampered
from tests.receiving.scale import KG, NOW, TODAY
from tests.receiving.world import publish_standard
from tests.settlement.season import SYSTEM, YUAN, Season


def heard(_done: int) -> None:
    pass


def state(season: Season, run: int) -> RunState:
    return queries.state_of(queries.run(season.actor("lin"), run))


def of(season: Season, household_id: int) -> Statement:
    return Statement.objects.get(household=household_id)


def test_what_was_brought_is_settled_in_one_posting_a_household(season: Season) -> None:
    actions.set_scheme(
        actor=season.actor("guo"), organisation_id=season.coop, scheme=Scheme(20), reason="社务会", now=NOW
    )
    season.owes(Purpose.ADVANCE, season.mei, 100 * YUAN)
    season.owes(Purpose.INPUT_CREDIT, season.mei, 150 * YUAN)
    season.brings(season.mei, 100, "a")
    season.brings(season.mei, 60, "b")
    season.brings(season.shan, 40, "c")
    run = season.posted()
    assert state(season, run) is RunState.POSTED
    told = queries.settled_of(of(season, season.mei))
    assert (told.gross_fen, told.net_fen) == (800 * YUAN, 534 * YUAN)
    assert [step.kind for step in told.steps] == [StepKind.FEE, StepKind.ADVANCE, StepKind.INPUT_CREDIT]
    assert season.stands(Purpose.PAYABLE, season.mei) == -534 * YUAN
    assert season.stands(Purpose.INPUT_CREDIT, season.mei) == season.stands(Purpose.ADVANCE, season.mei) == 0
    assert (season.stands(Purpose.PURCHASE), season.stands(Purpose.FEE)) == (1_000 * YUAN, -20 * YUAN)
    assert Posting.objects.filter(about__startswith="settlement.Statement:").count() == 2
    assert [*soundness.faults(heard), *payouts_soundness.faults(heard), *ledger_soundness.journal_faults(heard)] == []


def test_the_same_run_twice_is_one_and_its_slips_are_settled_once(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    assert season.drafted() == season.drafted()
    season.posted()
    with pytest.raises(NothingToSettle):
        season.drafted("again")
    assert (Run.objects.count(), Line.objects.count()) == (1, 1)


def test_of_two_drafts_of_the_same_slips_one_is_posted(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    other = season.drafted("other")
    season.posted()
    actions.approve(actor=season.actor("guo"), run_id=other, now=NOW)
    with pytest.raises(Changed):
        actions.approve(actor=season.actor("lin"), run_id=other, now=NOW)
    assert state(season, other) is RunState.HALF


def test_two_others_approve(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    run = actions.draft_run(actor=season.actor("guo"), draft=season.asked(), client_key="g", now=NOW)
    with pytest.raises(SamePerson):
        actions.approve(actor=season.actor("guo"), run_id=run, now=NOW)
    assert not actions.approve(actor=season.actor("lin"), run_id=run, now=NOW)
    with pytest.raises(SamePerson):
        actions.approve(actor=season.actor("lin"), run_id=run, now=NOW)
    with pytest.raises(NotAllowed):
        actions.approve(actor=season.actor("qian"), run_id=run, now=NOW)
    assert not Line.objects.exists()


def test_a_program_is_who_gave_it_its_token(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    run, guo = season.drafted(), season.actor("guo")
    programs = [program_of(season, guo, name) for name in ("scales", "books")]
    assert not actions.approve(actor=programs[0], run_id=run, now=NOW)
    for again in (programs[1], guo, program_of(season, programs[0], "third")):
        with pytest.raises(SamePerson):
            actions.approve(actor=again, run_id=run, now=NOW)
    assert actions.approve(actor=season.actor("lin"), run_id=run, now=NOW)


def program_of(season: Season, issuer: Actor, name: str) -> Actor:
    role = Role.COOP_MANAGER
    told = members.issue_token(actor=issuer, organisation_id=season.coop, name=name, role=role, now=NOW)
    program = actor_for_token(told.secret, now=NOW)
    assert program is not None
    return program


def test_what_a_statement_posted_is_not_reversed_by_hand(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    season.posted()
    said = {"reason": "x", "client_key": "r", "day": TODAY, "now": NOW}
    with pytest.raises(ToldElsewhere):
        ledger.reverse(actor=season.actor("guo"), posting_id=Posting.objects.latest("pk").pk, **said)


def test_every_table_above_that_names_a_posting_is_asked_before_one_is_reversed() -> None:
    named = {f"{table._meta.label}.{column}" for table, column in tellers(Posting)}
    of_payouts = {f"payouts.{table}.posting" for table in ("PayoutAnswer", "PayoutReturn")}
    of_others = {
        f"{table}.posting" for table in ("purchasing.Bill", "deposits.ClosingAnswer", "settlement.DisputeAnswer")
    }
    assert named == of_others | of_payouts


def test_a_run_sent_back_is_never_posted_and_frees_its_slips(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    run = season.drafted()
    actions.send_back(actor=season.actor("guo"), run_id=run, reason="少一单", now=NOW)
    with pytest.raises(AlreadyDone):
        actions.approve(actor=season.actor("lin"), run_id=run, now=NOW)
    assert state(season, season.posted("new")) is RunState.POSTED


def test_what_changed_after_the_draft_is_seen_before_anything_is_posted(season: Season) -> None:
    slip = season.brings(season.mei, 100, "a")
    run = season.drafted()
    receiving.void_slip(actor=SYSTEM, slip_id=slip, reason="看错了", now=NOW)
    actions.approve(actor=season.actor("guo"), run_id=run, now=NOW)
    with pytest.raises(Changed):
        actions.approve(actor=season.actor("lin"), run_id=run, now=NOW)
    assert season.stands(Purpose.PURCHASE) == 0


def test_a_settled_slip_is_not_voided(season: Season) -> None:
    slip = season.brings(season.mei, 100, "a")
    season.posted()
    with pytest.raises(SlipSettled):
        void_slip(actor=SYSTEM, slip_id=slip, reason="看错了", now=NOW)
    assert not SlipVoid.objects.exists()


@pytest.mark.parametrize(
    ("module", "statement", "says"),
    [
        ("settlement", "UPDATE settlement_statement SET inputs = inputs || ' '", "not what was frozen"),
        ("settlement", "UPDATE settlement_statement SET net_fen = net_fen - 1", "do not follow"),
        ("settlement", "UPDATE settlement_line SET amount_fen = 1", "lines are not what it settles"),
        ("payouts", "UPDATE payouts_payoutline SET amount_fen = amount_fen + 1", "paid more than is owed"),
        ("settlement", "UPDATE settlement_disputeanswer SET more_fen = 7", "not what was answered"),
        ("settlement", "DELETE FROM settlement_approval WHERE run_id = 1", "its posting is not what it says"),
        ("receiving", "UPDATE receiving_slip SET gross_g = gross_g + 1, net_g = net_g + 1", "not what was received"),
        ("ledger", "UPDATE ledger_line SET amount_fen = amount_fen * 2", "its posting is not what it says"),
    ],
)
def test_what_was_changed_behind_its_back_is_named(season: Season, module: str, statement: str, says: str) -> None:
    season.brings(season.mei, 100, "a")
    season.posted()
    season.payee(season.mei)
    found = of(season, season.mei)
    raised = actions.raise_dispute(actor=SYSTEM, statement_id=found.pk, about="", words="少了", now=NOW)
    actions.answer_dispute(actor=season.actor("guo"), dispute_id=raised, more_fen=5, words="补", now=NOW)
    qian = season.actor("qian")
    payout = payouts.make_payout(actor=qian, organisation_id=season.coop, client_key="p", now=NOW)
    answers = [BankAnswer(files.reference(one.pk), True) for one in files.payments(qian, payout)]
    payouts.read_answers(actor=qian, payout_id=payout, answers=answers, now=NOW)
    assert [*soundness.faults(heard), *payouts_soundness.faults(heard)] == []
    tampered(module, statement.replace("run_id = 1", f"run_id = {found.run_id}"))
    assert any(says in fault for fault in [*soundness.faults(heard), *payouts_soundness.faults(heard)])


def test_slips_without_a_price_wait_and_are_counted(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    season.scale.received(key="open")
    assert Run.objects.get(pk=season.drafted()).unpriced == 1
    with pytest.raises(BadPeriod):
        season.drafted("b", until=TODAY + timedelta(days=1))


def test_costs_are_shared_by_the_rule_and_shown(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    season.brings(season.shan, 50, "b")
    freight = SharedDraft(SharedKind.FREIGHT, ShareRule.WEIGHT, 10 * YUAN + 1)
    season.posted(shared=(freight,))
    (part,) = queries.inputs_of(of(season, season.mei)).shared
    assert (part.own, part.whole, part.fen) == (100 * KG, 150 * KG, 667)
    assert season.stands(Purpose.COST) == -(10 * YUAN + 1)
    with pytest.raises(NobodyToShareWith):
        season.drafted("none", shared=(SharedDraft(SharedKind.FREIGHT, ShareRule.WEIGHT, 1, grade="特级"),))


def test_at_the_close_an_unpaid_credit_becomes_a_debt_with_a_plan(season: Season) -> None:
    season.owes(Purpose.INPUT_CREDIT, season.mei, 700 * YUAN)
    season.owes(Purpose.INPUT_CREDIT, season.shan, 90 * YUAN)
    season.brings(season.mei, 100, "a")
    season.posted(closes_season=True)
    told = queries.settled_of(of(season, season.mei))
    assert (told.net_fen, told.carried_fen, told.plan[0].fen) == (0, 200 * YUAN, 200 * YUAN)
    assert (season.stands(Purpose.DEBT, season.mei), season.stands(Purpose.DEBT, season.shan)) == (20_000, 9_000)
    assert season.stands(Purpose.INPUT_CREDIT, season.mei) == 0


def test_the_next_settlement_takes_the_instalments_that_are_due_and_no_more(season: Season) -> None:
    """300 yuan in three instalments from October on; on the tenth of November two are due."""
    scheme = Scheme(instalments=3)
    actions.set_scheme(actor=SYSTEM, organisation_id=season.coop, scheme=scheme, reason="分期", now=NOW)
    season.owes(Purpose.INPUT_CREDIT, season.mei, 300 * YUAN)
    season.posted(closes_season=True)
    later = NOW + timedelta(days=53)
    day = TODAY + timedelta(days=53)
    said = {"price": Priced(PriceKind.POSTED), "weighed_at": later, "harvest_date": day}
    season.scale.received(key="n", now=later, **said)
    draft = season.asked(until=day, day=day)
    run = actions.draft_run(actor=season.actor("qian"), draft=draft, client_key="n", now=later)
    (row,) = queries.statements(SYSTEM, run_id=run)
    told = queries.settled_of(row)
    assert (told.taken_fen(StepKind.DEBT), told.net_fen) == (200 * YUAN, 300 * YUAN)


def test_a_pool_s_top_up_and_a_surplus_are_shared_over_what_was_settled(season: Season) -> None:
    season.brings(season.mei, 300, "a")
    season.brings(season.shan, 100, "b")
    season.posted()
    more = (
        SharedDraft(SharedKind.TOP_UP, ShareRule.WEIGHT, 80 * YUAN),
        SharedDraft(SharedKind.SURPLUS, ShareRule.VALUE, 40 * YUAN),
    )
    run = season.posted("second", kind=RunKind.SHARE, shared=more)
    nets = dict(Statement.objects.filter(run=run).values_list("household", "net_fen"))
    assert nets == {season.mei: 90 * YUAN, season.shan: 30 * YUAN}
    assert (season.stands(Purpose.SURPLUS), season.stands(Purpose.PURCHASE)) == (40 * YUAN, 2_080 * YUAN)


def test_a_pool_is_topped_up_to_what_it_was_sold_for_and_once(season: Season) -> None:
    """400 kg were paid 2,000 yuan and sold for 2,400; what is sold for later is less what was topped up before."""
    season.brings(season.mei, 300, "a")
    season.brings(season.shan, 100, "b")
    season.posted()
    for key, yuan, net in (("first", 2_400, 300 * YUAN), ("later", 2_600, 150 * YUAN)):
        run = season.posted(key, kind=RunKind.SHARE, sold=(Sold("", yuan * YUAN),))
        assert Statement.objects.get(run=run, household=season.mei).net_fen == net
    with pytest.raises(NothingToTopUp):
        season.drafted("none", kind=RunKind.SHARE, sold=(Sold("", 2_600 * YUAN),))


def test_of_two_top_ups_from_the_same_sales_one_is_posted(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    season.posted()
    drafts = [season.drafted(key, kind=RunKind.SHARE, sold=(Sold("", 800 * YUAN),)) for key in ("one", "two")]
    for run in drafts:
        actions.approve(actor=season.actor("guo"), run_id=run, now=NOW)
    assert actions.approve(actor=season.actor("lin"), run_id=drafts[0], now=NOW)
    with pytest.raises(ToppedUpSince):
        actions.approve(actor=season.actor("lin"), run_id=drafts[1], now=NOW)
    assert season.stands(Purpose.PAYABLE, season.mei) == -800 * YUAN


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE settlement_sharedsum SET paid_fen = paid_fen + 1", "is not what was paid"),
        ("UPDATE settlement_sharedsum SET total_fen = total_fen - 1", "not what the sales give"),
        ("UPDATE settlement_sharedsum SET note = replace(note, '800.00', '900.00')", "not what the sales give"),
        ("UPDATE settlement_sharedsum SET rule = 'even'", "not what the fruit before gives"),
        ("UPDATE settlement_statement SET inputs = replace(inputs, '300000', '300001')", "its pool is not the fruit"),
        (
            """UPDATE settlement_statement SET inputs = replace(inputs, '"household_id":{mei},', '"household_id":9999,')
               WHERE run_id = {second}""",
            "got nothing of what was shared",
        ),
    ],
)  # fmt: skip
def test_a_top_up_that_the_fruit_and_the_sales_do_not_give_is_named(season: Season, statement: str, says: str) -> None:
    season.brings(season.mei, 100, "a")
    season.brings(season.shan, 200, "b")
    season.posted()
    second = season.posted("more", kind=RunKind.SHARE, sold=(Sold("", 1_800 * YUAN),))
    season.posted("last", kind=RunKind.SHARE, sold=(Sold("", 2_000 * YUAN),))
    assert list(replaying.faults(heard)) == []
    tampered("settlement", statement.format(second=second, mei=season.mei))
    assert any(says in fault for fault in replaying.faults(heard))


def test_what_ungraded_fruit_was_sold_for_is_of_those_who_brought_it(season: Season) -> None:
    publish_standard()
    season.brings(season.mei, 100, "a")
    season.brings(season.shan, 100, "b", grade="first", price=Priced(PriceKind.CONTRACT, "纸上的", 500))
    season.posted()
    run = season.posted("more", kind=RunKind.SHARE, sold=(Sold("", 500 * YUAN), Sold("", 300 * YUAN)))
    assert dict(Statement.objects.filter(run=run).values_list("household", "net_fen")) == {season.mei: 300 * YUAN}


def test_a_top_up_over_all_fruit_counts_for_each_grade_by_its_weight(season: Season) -> None:
    publish_standard()
    season.brings(season.mei, 300, "a")
    season.brings(season.shan, 100, "b", grade="first", price=Priced(PriceKind.CONTRACT, "纸上的", 500))
    season.posted()
    season.posted("all", kind=RunKind.SHARE, shared=(SharedDraft(SharedKind.TOP_UP, ShareRule.WEIGHT, 80 * YUAN),))
    run = season.posted("more", kind=RunKind.SHARE, sold=(Sold("", 1_600 * YUAN),))
    assert dict(Statement.objects.filter(run=run).values_list("household", "net_fen")) == {season.mei: 40 * YUAN}


def test_a_statement_is_recomputed_to_the_same_bytes_whatever_stands_now(season: Season) -> None:
    season.owes(Purpose.INPUT_CREDIT, season.mei, 30 * YUAN)
    season.brings(season.mei, 100, "a")
    season.posted()
    row = of(season, season.mei)
    actions.set_scheme(actor=SYSTEM, organisation_id=season.coop, scheme=Scheme(300), reason="改", now=NOW)
    assert rules.packed(queries.inputs_of(row)).decode() == row.inputs
    assert queries.settled_of(row).net_fen == row.net_fen == 470 * YUAN
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(pk=row.pk).update(net_fen=1)


def test_the_bank_pays_what_it_can_and_the_rest_is_paid_again(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    season.brings(season.shan, 10, "b")
    season.posted()
    qian = season.actor("qian")
    with pytest.raises(NothingToPay):
        payouts.make_payout(actor=qian, organisation_id=season.coop, client_key="p", now=NOW)
    season.payee(season.mei)
    season.payee(season.shan, "6222000000000002")
    payout = payouts.make_payout(actor=qian, organisation_id=season.coop, client_key="p", now=NOW)
    assert payouts.make_payout(actor=qian, organisation_id=season.coop, client_key="p", now=NOW) == payout
    paid, failed = (
        files.reference(PayoutLine.objects.get(statement__household=home).pk) for home in (season.mei, season.shan)
    )
    answers = [BankAnswer(paid, True), BankAnswer(failed, False, "账号不符")]
    told = [payouts.read_answers(actor=qian, payout_id=payout, answers=answers, now=NOW) for _ in range(2)]
    assert told == [2, 0]
    assert (season.stands(Purpose.PAYABLE, season.mei), season.stands(Purpose.PAYABLE, season.shan)) == (0, -5_000)
    assert [one.household_id for one in files.to_pay(qian, season.coop)] == [season.shan]
    with pytest.raises(AnsweredOtherwise):
        payouts.read_answers(actor=qian, payout_id=payout, answers=[BankAnswer(paid, False)], now=NOW)
    with pytest.raises(UnknownReference):
        payouts.read_answers(actor=qian, payout_id=payout, answers=[BankAnswer("LL9", True)], now=NOW)


@pytest.mark.parametrize(
    "payee", [Payee("", "x", "12345678"), Payee("a", "x", "1234"), Payee("a", "x", "１２３４５６７８")]
)
def test_an_account_number_is_digits(season: Season, payee: Payee) -> None:
    with pytest.raises(BadPayee):
        payouts.set_payee(actor=season.actor("qian"), household_id=season.mei, payee=payee, now=NOW)


def test_a_dispute_is_answered_once_with_a_correcting_posting_that_is_paid(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    run = season.drafted()
    mei, guo = season.actor("mei"), season.actor("guo")
    statement = of(season, season.mei).pk
    with pytest.raises(NotFound):
        queries.statement(mei, statement)
    with pytest.raises(NotPosted):
        actions.raise_dispute(actor=guo, statement_id=statement, about="", words="少了", now=NOW)
    for name in ("guo", "lin"):
        actions.approve(actor=season.actor(name), run_id=run, now=NOW)
    raised = actions.raise_dispute(actor=mei, statement_id=statement, about="receiving.Slip:1", words="少了", now=NOW)
    actions.answer_dispute(actor=guo, dispute_id=raised, more_fen=20 * YUAN, words="重称过", now=NOW)
    assert season.stands(Purpose.PAYABLE, season.mei) == -520 * YUAN
    assert [one.fen for one in files.to_pay(season.actor("qian"), season.coop)] == [520 * YUAN]
    with pytest.raises(AlreadyDone):
        actions.answer_dispute(actor=guo, dispute_id=raised, more_fen=0, words="再来", now=NOW)


def test_others_see_nothing_of_it(season: Season) -> None:
    season.brings(season.mei, 100, "a")
    run = season.posted()
    assert queries.statements(season.actor("mei")).count() == 1
    assert queries.statements(season.actor("shan")).count() == queries.statements(season.actor("qiao")).count() == 0
    with pytest.raises(NotAllowed):
        queries.run(season.actor("mei"), run)
