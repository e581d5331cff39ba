"""A statement as one posting: what the fruit is worth on one side, what became of it on the other."""

from lilian.ledger.values import AccountKey, Purpose
from lilian.settlement.values import COSTS, Inputs, Settled, SharedKind, StepKind

Sides = dict[AccountKey, int]  # fen, debit positive
ON_ACCOUNTS = {
    StepKind.ADVANCE: Purpose.ADVANCE,
    StepKind.DEPOSIT: Purpose.DEPOSIT_PAID,
    StepKind.PENALTY: Purpose.PENALTY,
    StepKind.DEBT: Purpose.DEBT,
    StepKind.INPUT_CREDIT: Purpose.INPUT_CREDIT,
}


def sides_of(book_id: int, inputs: Inputs, told: Settled) -> Sides:
    """Fen on each account; they sum to zero."""
    surplus = sum(one.fen for one in inputs.shared if one.kind is SharedKind.SURPLUS)
    compensation = inputs.owed.compensation_fen
    due = {step.kind: 0 for step in told.steps}
    for step in told.steps:
        due[step.kind] += step.due_fen
    costs = sum(due.get(StepKind(kind.value), 0) for kind in COSTS)
    said: Sides = {
        AccountKey(book_id, Purpose.PURCHASE): told.gross_fen - surplus - compensation,
        AccountKey(book_id, Purpose.SURPLUS): surplus,
        AccountKey(book_id, Purpose.FEE): -due.get(StepKind.FEE, 0),
        AccountKey(book_id, Purpose.COST): -costs,
        _of(book_id, Purpose.COMPENSATION, inputs): compensation,
        _of(book_id, Purpose.PAYABLE, inputs): -told.net_fen,
    }
    for kind, purpose in ON_ACCOUNTS.items():
        said[_of(book_id, purpose, inputs)] = -told.taken_fen(kind)
    said[_of(book_id, Purpose.DEBT, inputs)] += told.carried_fen
    if inputs.closes_season:
        left = due.get(StepKind.INPUT_CREDIT, 0) - told.taken_fen(StepKind.INPUT_CREDIT)
        said[_of(book_id, Purpose.INPUT_CREDIT, inputs)] -= left
    return {key: fen for key, fen in said.items() if fen}


def _of(book_id: int, purpose: Purpose, inputs: Inputs) -> AccountKey:
    return AccountKey(book_id, purpose, household_id=inputs.household_id)
