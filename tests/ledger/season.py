"""Anybody does anything with the money in any order; a plain model in memory says what must stand where."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

from lilian.kernel.refusal import Refusal
from lilian.ledger import actions
from lilian.ledger.models import Balance
from lilian.ledger.values import Limits, Line, PostingDraft
from tests.ledger.money import NOW, TODAY, Money, held

# Debit, credit: what a season does with money.
WAYS = (
    ("bank", "opening"),
    ("purchase", "owed_to_mei"),
    ("purchase", "owed_to_qiao"),
    ("owed_to_mei", "bank"),
    ("owed_to_qiao", "bank"),
    ("mei_on_credit", "inputs"),
    ("owed_to_mei", "mei_on_credit"),
    ("owed_to_mei", "fee"),
)
NEVER_IN_CREDIT = ("bank", "mei_on_credit")
NEVER_IN_DEBIT = ("owed_to_mei", "owed_to_qiao")


class Season:
    """`do` takes the name of an act and a number that picks its way and size; a refusal changes nothing.

    `stands` is the model, in debit positive; `holds` are (debit, credit, fen) still open, with when they end.
    """

    ACTS = (*["post"] * 6, "post_many", "hold", "hold", "post_held", "void", "expire", "reverse", "limit")

    def __init__(self, money: Money) -> None:
        self.money, self.lin, self.now = money, money.actor(), NOW
        self.stands: Counter[str] = Counter()
        self.most = 0  # that Mei may have on credit
        self.holds: dict[int, tuple[str, str, int]] = {}
        self.ends: dict[int, Any] = {}
        self.undo: dict[int, Counter[str]] = {}
        self.done: Counter[str] = Counter()
        self.step = 0

    def do(self, act: str, number: int) -> None:
        self.now += timedelta(minutes=5)
        self.step += 1
        with suppress(Refusal, IndexError):
            getattr(self, act)(number)
            self.done[act] += 1

    def may(self, changes: Counter[str], used: int = 0) -> bool:
        """Whether the model allows it: nothing one-sided turns, and nothing held is spent. Due holds count no more."""
        open_holds = [hold for key, hold in self.holds.items() if key != used and not self.is_due(key)]
        for name, change in changes.items():
            stands = self.stands[name] + change
            out = sum(fen for _, credit, fen in open_holds if credit == name)
            come = sum(fen for debit, _, fen in open_holds if debit == name)
            if change and name in NEVER_IN_CREDIT and stands - out < 0:
                return False
            if change and name in NEVER_IN_DEBIT and stands + come > 0:
                return False
            if change and name == "mei_on_credit" and stands + come > self.most:
                return False
        return True

    def is_due(self, key: int) -> bool:
        return self.ends[key] is not None and self.ends[key] <= self.now

    def change(self, posting: int, changes: Counter[str], used: int = 0) -> None:
        assert self.may(changes, used), changes
        self.stands.update(changes)
        self.undo[posting] = changes

    def way(self, number: int) -> tuple[str, str, int]:
        debit, credit = WAYS[number % len(WAYS)]
        return debit, credit, 1 + number * 7 % 900

    def draft(self, debit: str, credit: str, fen: int, part: int = 0) -> PostingDraft:
        lines = (Line(self.money.accounts[debit], fen), Line(self.money.accounts[credit], -fen))
        return PostingDraft(self.money.book, TODAY, f"k{self.step}-{part}", lines)

    def post(self, number: int) -> None:
        debit, credit, fen = self.way(number)
        changes = Counter({debit: fen, credit: -fen})
        allowed = self.may(changes)
        posted = actions.post(actor=self.lin, draft=self.draft(debit, credit, fen), now=self.now)
        assert allowed
        self.change(posted, changes)

    def post_many(self, number: int) -> None:
        ways = [self.way(number + step) for step in range(3)]
        drafts = [self.draft(*way, part=step) for step, way in enumerate(ways)]
        posted = actions.post_all(actor=self.lin, drafts=drafts, now=self.now)
        for key, (debit, credit, fen) in zip(posted, ways, strict=True):
            self.change(key, Counter({debit: fen, credit: -fen}))

    def hold(self, number: int) -> None:
        debit, credit, fen = self.way(number)
        until = self.now + timedelta(minutes=number % 40 + 1) if number % 2 else None
        accounts = self.money.accounts
        said = {"key": f"k{self.step}", "until": until}
        key = held(self.money, accounts[debit], accounts[credit], fen, **said, now=self.now)
        assert self.may(Counter({debit: fen, credit: -fen}))
        self.holds[key], self.ends[key] = (debit, credit, fen), until

    def post_held(self, number: int) -> None:
        key = list(self.holds)[number % max(len(self.holds), 1)]
        debit, credit, fen = self.holds[key]
        part = 1 + fen * (number % 100) // 100 if number % 2 else fen
        posted = actions.post_held(
            actor=self.lin, hold_id=key, day=TODAY, client_key=f"k{self.step}", now=self.now, amount_fen=part
        )
        self.change(posted, Counter({debit: part, credit: -part}), key)
        del self.holds[key]

    def void(self, number: int) -> None:
        key = list(self.holds)[number % max(len(self.holds), 1)]
        actions.void(actor=self.lin, hold_id=key, now=self.now)
        del self.holds[key]

    def expire(self, number: int) -> None:
        actions.end_expired(now=self.now)

    def reverse(self, number: int) -> None:
        posting = list(self.undo)[-1 - number % max(len(self.undo), 1)]
        back = actions.reverse(
            actor=self.lin, posting_id=posting, reason="x", client_key=f"k{self.step}", day=TODAY, now=self.now
        )
        changes = Counter({name: -fen for name, fen in self.undo.pop(posting).items()})
        self.change(back, changes)
        del self.undo[back]

    def limit(self, number: int) -> None:
        fen = number * 5
        limits = Limits(most_debit_fen=fen, most_credit_fen=0)
        actions.set_limits(actor=self.lin, account_id=self.money.mei_on_credit, limits=limits, reason="x", now=self.now)
        self.most = fen


def stands(money: Money) -> dict[str, int]:
    """What the database says, in debit positive, the zeros left out."""
    names = {number: name for name, number in money.accounts.items()}
    rows = Balance.objects.values_list("account_id", "debit_fen", "credit_fen")
    return {names[account_id]: debit - credit for account_id, debit, credit in rows if debit != credit}
