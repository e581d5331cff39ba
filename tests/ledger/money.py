"""Guo's co-operative keeps books: a bank, Mei's and Qiao's accounts; Hai's shop keeps books of its own."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from lilian.base.actors import Actor, Duty
from lilian.base.policy import Role
from lilian.ledger import actions
from lilian.ledger.models import Balance
from lilian.ledger.values import AccountKey, HoldDraft, Limits, Line, PostingDraft, Purpose
from lilian.members.models import Household, Organisation, Person
from tests.stock.goods import organisation

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
TODAY = date(2026, 9, 18)
OPENED = date(2026, 1, 1)
YUAN = 100


@dataclass(frozen=True)
class Money:
    """Guo's books and Hai's; `accounts` by name, so that `money.bank` is the number of Guo's bank account."""

    coop: Organisation
    shop: Organisation
    mei: Household
    qiao: Household
    book: int
    shop_book: int
    accounts: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> int:
        try:
            return self.__dict__["accounts"][name]  # a copy is asked for names before it has any
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, role: Role = Role.OFFICE, home: Organisation | None = None, **said: Any) -> Actor:
        home_id = (home or self.coop).pk
        return Actor(name=role.value, duties=(Duty(role, home_id, frozenset({home_id})),), **said)

    def grower(self, household: Household) -> Actor:
        person = Person.objects.create(name="x", organisation=household.organisation, household=household)
        return self.actor(Role.GROWER, person_id=person.pk)


def the_money() -> Money:
    coop, shop = organisation("GUO"), organisation("HAI", "shop", "outlet")
    mei = Household.objects.create(code="H-MEI", organisation=coop)
    qiao = Household.objects.create(code="H-QIAO", organisation=coop)
    office = Actor(name="lin", duties=(Duty(Role.OFFICE, coop.pk, frozenset({coop.pk})),))
    book, shop_book = (
        actions.open_book(actor=office, organisation_id=each.pk, opened_on=OPENED, now=NOW) for each in (coop, shop)
    )
    keys = {
        "bank": AccountKey(book, Purpose.BANK),
        "opening": AccountKey(book, Purpose.OPENING),
        "purchase": AccountKey(book, Purpose.PURCHASE),
        "fee": AccountKey(book, Purpose.FEE),
        "owed_to_mei": AccountKey(book, Purpose.PAYABLE, household_id=mei.pk),
        "owed_to_qiao": AccountKey(book, Purpose.PAYABLE, household_id=qiao.pk),
        "mei_on_credit": AccountKey(book, Purpose.INPUT_CREDIT, household_id=mei.pk),
        "inputs": AccountKey(book, Purpose.INPUTS),
        "owed_to_hai": AccountKey(book, Purpose.PAYABLE, organisation_id=shop.pk),
        "hais_bank": AccountKey(shop_book, Purpose.BANK),
        "hais_opening": AccountKey(shop_book, Purpose.OPENING),
    }
    opened = actions.open_accounts(actor=office, keys=list(keys.values()), now=NOW)
    return Money(coop, shop, mei, qiao, book, shop_book, {name: opened[key] for name, key in keys.items()})


def moved(money: Money, debit: int, credit: int, amount_fen: int, key: str = "p", **said: Any) -> int:
    """One posting of two lines."""
    return actions.post(actor=money.actor(), draft=draft(money, debit, credit, amount_fen, key, **said), now=NOW)


def draft(money: Money, debit: int, credit: int, amount_fen: int, key: str = "p", **said: Any) -> PostingDraft:
    fields: dict[str, Any] = {"book_id": money.book, "day": TODAY, "client_key": key} | said
    return PostingDraft(lines=(Line(debit, amount_fen), Line(credit, -amount_fen)), **fields)


def funded(money: Money, amount_fen: int = 1_000 * YUAN) -> None:
    moved(money, money.bank, money.opening, amount_fen, "opening")


def held(
    money: Money, debit: int, credit: int, amount_fen: int, key: str = "h", now: datetime = NOW, **said: Any
) -> int:
    asked = HoldDraft(debit, credit, amount_fen, "定金", **said)
    return actions.hold(actor=money.actor(), draft=asked, client_key=key, now=now)


def credit_of(money: Money, amount_fen: int) -> None:
    limits = Limits(most_debit_fen=amount_fen, most_credit_fen=0)
    actions.set_limits(actor=money.actor(), account_id=money.mei_on_credit, limits=limits, reason="春季", now=NOW)


def stands(account_id: int) -> int:
    """In debit positive."""
    row = Balance.objects.get(account=account_id)
    return row.debit_fen - row.credit_fen
