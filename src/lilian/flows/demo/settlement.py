"""The demo's settlement: the first co-operative's fruit so far, approved by two, partly paid; a dispute waits."""

from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth import get_user_model

from lilian.base.actors import Actor
from lilian.members import queries as register
from lilian.payouts import actions as payouts
from lilian.payouts import queries as files
from lilian.payouts.values import BankAnswer, Payee
from lilian.settlement import actions, queries
from lilian.settlement.actions.refusals import NothingToSettle
from lilian.settlement.values import RunDraft, RunKind, Scheme, SharedDraft, SharedKind, ShareRule

COOP, DRAFTER, APPROVERS = "C001", "demo-cashier", ("demo-coop", "demo-office")
SCHEME = Scheme(fee_permille=20, least_cash_permille=300, instalments=3, first_due_months=6)
FREIGHT_FEN = 68_000


def load_settlement(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Settled until two days ago, so that a later run has something to settle."""
    coop = register.organisations(actor).get(code=COOP).pk
    reason = "社务会通过：服务费 2%，至少付现三成"
    actions.set_scheme(actor=actor, organisation_id=coop, scheme=SCHEME, reason=reason, now=now)
    freight = SharedDraft(SharedKind.FREIGHT, ShareRule.WEIGHT, FREIGHT_FEN)
    until = day - timedelta(days=2)
    draft = RunDraft(coop, RunKind.DELIVERY, day - timedelta(days=14), until, day, (freight,), note="本季第一批")
    try:
        run = actions.draft_run(actor=signed_in(DRAFTER, now), draft=draft, client_key="demo settlement", now=now)
    except NothingToSettle:  # the first co-operative has no point in a county of another seed
        return
    for name in APPROVERS:
        actions.approve(actor=signed_in(name, now), run_id=run, now=now)
    _pay(actor, coop, run, random, now)


def signed_in(username: str, now: datetime) -> Actor:
    return register.actor_for(get_user_model().objects.get(username=username), now=now)


def _pay(actor: Actor, coop: int, run: int, random: Random, now: datetime) -> None:
    """All but the last have an account; the bank could not pay one of them."""
    statements = list(queries.statements(actor, run_id=run).order_by("pk"))
    for row in statements[:-1]:
        payee = Payee(f"演示户 {row.household.code}", "演示农商行", f"6217{random.randrange(10**12):012d}")
        payouts.set_payee(actor=actor, household_id=row.household_id, payee=payee, now=now)
    payout = payouts.make_payout(actor=actor, organisation_id=coop, client_key="demo payout", now=now)
    payments = list(files.payments(actor, payout))
    answers = [BankAnswer(files.reference(one.pk), True) for one in payments[:-1]]
    answers.append(BankAnswer(files.reference(payments[-1].pk), False, "账号与户名不符"))
    payouts.read_answers(actor=actor, payout_id=payout, answers=answers, now=now)
    words = "有一单我记得是 620 公斤，请查一下"
    actions.raise_dispute(actor=actor, statement_id=statements[-1].pk, about="", words=words, now=now)
