"""A contract's money beside the price, read from the journal: its postings name the contract they come from."""

from collections.abc import Collection
from typing import Any

from lilian.base.actors import Actor, system
from lilian.contracts.models import Contract, Terms
from lilian.contracts.queries.contracts import contract
from lilian.contracts.values.money import ContractMoney, DepositState, Moved, PaidDeposit
from lilian.ledger import queries as ledger
from lilian.ledger.values import HoldEnding

READER = system("contracts")  # whose contract it is was asked before
DEPOSIT, INPUTS, PENALTY = "deposit", "inputs", "penalty"
PARTS = 900  # keys a statement: SQLite takes a thousand


def about(contract_id: int) -> str:
    """What a posting of this contract's money says it comes from."""
    return f"contracts.Contract:{contract_id}"


def money_of(actor: Actor, contract_id: int) -> ContractMoney:
    """By the newest terms; postings newest first.

    :raises NotFound: if there is no such contract, or the actor may not know of it
    """
    own = contract(actor, contract_id)
    terms = own.terms.order_by("-number")[0]
    rows = ledger.postings(READER, about=about(contract_id))
    reversed_ids = {row.reverses_id for row in rows}
    moved = tuple(_moved(row) for row in rows if row.reverses_id is None and row.pk not in reversed_ids)
    state = deposits([own]).get(own.pk, DepositState.DUE if terms.deposit_fen else DepositState.NONE)
    issued = sum(one.fen for one in moved if one.kind == INPUTS)
    return ContractMoney(state, terms.deposit_fen, terms.credit_limit_fen, issued, moved)


def _moved(row: Any) -> Moved:
    """`contract penalty late 5 …`, `contract inputs 5 …`: the key of a posting says what it is."""
    words = row.client_key.split()
    kind = words[2] if words[1] == PENALTY else words[1]
    fen = sum(line.amount_fen for line in row.lines.all() if line.amount_fen > 0)
    return Moved(row.pk, kind, row.day, fen, row.note)


def hold_key(contract_id: int) -> str:
    return f"contract {DEPOSIT} {contract_id}"


def is_deposit(client_key: str) -> bool:
    """Whether a posting paid a deposit: it goes back by an act of its own, not by a reversal."""
    return client_key.startswith(f"contract {DEPOSIT} ")


def paid_deposits(*, contract_id: int | None = None, coop_ids: Collection[int] | None = None) -> list[PaidDeposit]:
    """Those on the account the contract's deposit stands on, or in the books of these co-operatives, or all; in the
    order they were paid. One whose posting was reversed is not among them.
    """
    found = ledger.holds(READER, ended=True).filter(
        client_key__startswith=f"contract {DEPOSIT} ",
        end__ending=HoldEnding.POSTED.value,
        end__posting__reversed_by__isnull=True,
    )
    if coop_ids is not None:
        found = found.filter(debit__book__organisation__in=coop_ids)
    if contract_id is not None:
        own = found.filter(client_key=hold_key(contract_id))
        found = found.filter(debit__in=own.order_by().values("debit_id"))
    rows = found.order_by("end__posting_id").values_list(
        "client_key", "debit_id", "debit__household_id", "debit__book__organisation_id", "amount_fen", "end__posting_id"
    )
    return [PaidDeposit(int(key.rsplit(maxsplit=1)[1]), *rest) for key, *rest in rows]


def open_holds(found: Collection[Contract]) -> dict[int, int]:
    """Contract -> the hold on its deposit, of those whose is still put aside."""
    return {pk: hold for pk, (hold, ending) in _holds(found).items() if ending is None}


def deposits(found: Collection[Contract]) -> dict[int, DepositState]:
    """Of those whose deposit was ever put aside."""
    states = {HoldEnding.POSTED.value: DepositState.PAID, None: DepositState.HELD}
    return {pk: states.get(ending, DepositState.LET_GO) for pk, (_, ending) in _holds(found).items()}


def deposit_states(contract_ids: Collection[int]) -> dict[int, DepositState]:
    """As `deposits`, of contracts by their keys."""
    return deposits([Contract(pk=pk) for pk in contract_ids])


def _holds(found: Collection[Contract]) -> dict[int, tuple[int, str | None]]:
    keys = {hold_key(one.pk): one.pk for one in found}
    names = sorted(keys)
    held: dict[int, tuple[int, str | None]] = {}
    for ended in (False, True):
        for start in range(0, len(names), PARTS):
            rows = ledger.holds(READER, ended=ended).filter(client_key__in=names[start : start + PARTS])
            for row in rows:
                held[keys[row.client_key]] = (row.pk, row.end.ending if ended else None)
    return held


def most_credit(contract_ids: Collection[int]) -> dict[int, int]:
    """Contract -> the most that any version of its terms allows on credit."""
    most: dict[int, int] = {}
    keys = sorted(contract_ids)
    for start in range(0, len(keys), PARTS):
        found = Terms.objects.filter(contract__in=keys[start : start + PARTS])
        for pk, fen in found.values_list("contract_id", "credit_limit_fen"):
            most[pk] = max(most.get(pk, 0), fen)
    return most
