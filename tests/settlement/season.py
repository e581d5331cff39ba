"""Guo's co-operative settles with Mei's and Shan's households; Qian drafts, Guo and Lin approve."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lilian.base.actors import Actor, system
from lilian.base.policy import Role
from lilian.ledger import actions as ledger
from lilian.ledger.models import Balance
from lilian.ledger.values import AccountKey, Limits, Line, PostingDraft, Purpose
from lilian.payouts import actions as payouts
from lilian.payouts.values import Payee
from lilian.receiving.values import Priced, PriceKind, Seller, Weighing
from lilian.settlement import actions
from lilian.settlement.values import RunDraft, RunKind
from tests.members.cast import person, signed_up
from tests.receiving.scale import KG, NOW, TODAY, Scale, household, the_scale

SYSTEM = system("test")
YUAN = 100
OPENED = TODAY.replace(month=1, day=1)


@dataclass(frozen=True)
class Season:
    scale: Scale
    shan: int
    book: int

    @property
    def coop(self) -> int:
        return self.scale.cast.coop

    @property
    def mei(self) -> int:
        return self.scale.mei

    def actor(self, name: str) -> Actor:
        return self.scale.actor(name)

    def brings(self, household_id: int, kg: int, key: str, **changes: Any) -> int:
        """At the posted price of 5.00 yuan a kilogram."""
        said = {"seller": Seller(household_id=household_id), "price": Priced(PriceKind.POSTED)} | changes
        return self.scale.received(key=key, weighing=Weighing(kg * KG), **said).slip_id

    def account(self, purpose: Purpose, household_id: int | None = None) -> int:
        key = AccountKey(self.book, purpose, household_id=household_id)
        return ledger.open_accounts(actor=SYSTEM, keys=[key], now=NOW)[key]

    def owes(self, purpose: Purpose, household_id: int, fen: int) -> None:
        account = self.account(purpose, household_id)
        limits = Limits(most_debit_fen=10**9, most_credit_fen=0)
        ledger.set_limits(actor=SYSTEM, account_id=account, limits=limits, reason="试", now=NOW)
        lines = Line(account, fen), Line(self.account(Purpose.OPENING), -fen)
        draft = PostingDraft(self.book, TODAY, f"{purpose} {household_id}", lines)
        ledger.post(actor=SYSTEM, draft=draft, now=NOW)

    def sells(self, fen: int, *, day: date = TODAY, purpose: Purpose = Purpose.REVENUE) -> int:
        """Booked by hand, as sales are; return the posting."""
        lines = Line(self.account(Purpose.BANK), fen), Line(self.account(purpose), -fen)
        draft = PostingDraft(self.book, day, f"{purpose} {fen} {day}", lines)
        return ledger.post(actor=SYSTEM, draft=draft, now=NOW)

    def stands(self, purpose: Purpose, household_id: int | None = None) -> int:
        """In debit positive."""
        row = Balance.objects.get(account=self.account(purpose, household_id))
        return row.debit_fen - row.credit_fen

    def asked(self, **changes: Any) -> RunDraft:
        said = {"kind": RunKind.DELIVERY, "since": OPENED, "until": TODAY, "day": TODAY} | changes
        return RunDraft(self.coop, **said)

    def drafted(self, key: str = "run", **changes: Any) -> int:
        return actions.draft_run(actor=self.actor("qian"), draft=self.asked(**changes), client_key=key, now=NOW)

    def posted(self, key: str = "run", **changes: Any) -> int:
        run = self.drafted(key, **changes)
        for name in ("guo", "lin"):
            actions.approve(actor=self.actor(name), run_id=run, now=NOW)
        return run

    def payee(self, household_id: int, number: str = "6222 0000 0000 0001") -> None:
        payee = Payee("林秀梅", "农商行", number)
        payouts.set_payee(actor=self.actor("qian"), household_id=household_id, payee=payee, now=NOW)


def the_season() -> Season:
    scale = the_scale()
    cast = scale.cast
    cast.people["qian"] = person("钱细算", cast.coop, "13800008020", Role.CASHIER)
    cast.people["shan"] = person("山二户", cast.coop, "13800008021", Role.GROWER)
    cast.users.update({name: signed_up(cast.people[name], name) for name in ("qian", "shan")})
    scale.posted(500)
    shan = household("H-SHAN", cast.coop, cast.people["shan"])
    book = ledger.open_book(actor=SYSTEM, organisation_id=cast.coop, opened_on=OPENED, now=NOW)
    made = Season(scale, shan, book)
    lines = Line(made.account(Purpose.BANK), 10**8), Line(made.account(Purpose.OPENING), -(10**8))
    ledger.post(actor=SYSTEM, draft=PostingDraft(book, TODAY, "opening", lines), now=NOW)
    return made
