"""The demo's books, opened with what stood there, and a season's inputs on credit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from lilian.base.actors import Actor
from lilian.ledger import actions
from lilian.ledger.values import AccountKey, HoldDraft, Limits, Line, PostingDraft, Purpose
from lilian.members import queries as register

ALLIANCE, SHOP, KEEPERS = "LM01", "D001", ("C001", "C002", "C003")
YUAN = 100
HOUSEHOLDS = 12
CREDIT_FEN = 5_000 * YUAN
INPUTS = (("春季复合肥，40 公斤装 20 袋", 2_360), ("果袋 2 万只", 1_100), ("农药和反光膜", 640))


@dataclass
class Keeper:
    """Keeps one book: opens accounts as they are needed, and numbers the demo's own postings."""

    actor: Actor
    book_id: int
    now: datetime
    posted: int = 0

    def account(self, purpose: Purpose, organisation_id: int | None = None, household_id: int | None = None) -> int:
        key = AccountKey(self.book_id, purpose, organisation_id, household_id)
        return actions.open_accounts(actor=self.actor, keys=[key], now=self.now)[key]

    def post(self, day: date, debit_id: int, credit_id: int, amount_fen: int, note: str) -> None:
        self.posted += 1
        lines = (Line(debit_id, amount_fen), Line(credit_id, -amount_fen))
        draft = PostingDraft(self.book_id, day, f"demo {self.posted}", lines, note=note)
        actions.post(actor=self.actor, draft=draft, now=self.now)


def load_ledger(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Books of the season; the first co-operative has given its households inputs on credit."""
    first = (day - timedelta(days=300)).replace(day=1)
    organisations = {one.code: one.pk for one in register.organisations(actor)}
    keepers = {}
    for code in (ALLIANCE, *KEEPERS):
        book = actions.open_book(actor=actor, organisation_id=organisations[code], opened_on=first, now=now)
        keepers[code] = keeper = Keeper(actor, book, now)
        opening = keeper.account(Purpose.OPENING)
        bank, cash = random.randint(60, 90) * 10_000 * YUAN, random.randint(20, 80) * 100 * YUAN
        keeper.post(first, keeper.account(Purpose.BANK), opening, bank, "期初余额")
        keeper.post(first, keeper.account(Purpose.CASH), opening, cash, "期初余额")
    _inputs_on_credit(keepers["C001"], organisations["C001"], random, day)
    _with_a_shop(keepers["C001"], organisations[SHOP], day, now)


def _inputs_on_credit(keeper: Keeper, home: int, random: Random, day: date) -> None:
    """Bought from the bank, handed out on credit within what was granted; a few have had an advance."""
    inputs, bank = keeper.account(Purpose.INPUTS), keeper.account(Purpose.BANK)
    issues = list(_issues(keeper, home, random, day))
    for number, (note, fen) in enumerate(INPUTS):
        bought = fen * sum(one == number for one, _, _ in issues)
        keeper.post(day - timedelta(days=210 - 30 * number), inputs, bank, bought * YUAN, f"购入：{note}")
    for number, account, on in issues:
        note, fen = INPUTS[number]
        keeper.post(on, account, inputs, fen * YUAN, note)


def _issues(keeper: Keeper, home: int, random: Random, day: date) -> Iterator[tuple[int, int, date]]:
    """Which input, on whose account, when; the first household, the demo grower's, has all of them."""
    households = register.households(keeper.actor, organisation_id=home).order_by("code")[:HOUSEHOLDS]
    for place, one in enumerate(households):
        account = keeper.account(Purpose.INPUT_CREDIT, household_id=one.pk)
        limits = Limits(most_debit_fen=CREDIT_FEN, most_credit_fen=0)
        reason = "春季农资赊销，社务会定"
        actions.set_limits(actor=keeper.actor, account_id=account, limits=limits, reason=reason, now=keeper.now)
        for number in range(len(INPUTS)):
            if place == 0 or random.random() < 0.6:
                yield number, account, day - timedelta(days=200 - 30 * number)


def _with_a_shop(keeper: Keeper, shop: int, day: date, now: datetime) -> None:
    """A shop owes for fruit, has paid a part, and a deposit for more is put aside until it comes."""
    owed, bank = keeper.account(Purpose.RECEIVABLE, shop), keeper.account(Purpose.BANK)
    keeper.post(day - timedelta(days=6), owed, keeper.account(Purpose.REVENUE), 36_800 * YUAN, "卖给门店一级果 4 吨")
    keeper.post(day - timedelta(days=3), bank, owed, 20_000 * YUAN, "门店付果款")
    deposit = keeper.account(Purpose.DEPOSIT, shop)
    draft = HoldDraft(bank, deposit, 3_000 * YUAN, "门店订下批果的定金", until=now + timedelta(days=10))
    actions.hold(actor=keeper.actor, draft=draft, client_key="demo hold", now=now)
