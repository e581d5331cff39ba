"""From gross to net, in a fixed order: fee, costs, advance, deposit, penalties, last season's debt, inputs on credit.

After the netting order of domain practice: gross, service fee, prepayment and deposit, input credit, net payable. A
share of what is left is paid out whatever is owed; nothing taken ever makes the net negative.
"""

from lilian.kernel.months import month_after
from lilian.kernel.parts import split
from lilian.settlement.values import COSTS, Inputs, Instalment, Settled, Step, StepKind

WHOLE = 1_000


def settle(inputs: Inputs) -> Settled:
    """The statement's figures. The same inputs give the same figures for ever."""
    fruit = sum(one.amount_fen for one in inputs.delivered)
    out = sum(one.fen for one in inputs.shared if one.kind not in COSTS) + inputs.owed.compensation_fen
    fee = (fruit * inputs.scheme.fee_permille * 2 + WHOLE) // (2 * WHOLE)
    steps: list[Step] = []
    left = fruit + out
    for kind, due, about in _before_the_floor(inputs, fee):
        left = _take(steps, kind, due, left, about)
    kept = left * inputs.scheme.least_cash_permille // WHOLE
    free = left - kept
    for kind, due, about in _debts(inputs):
        free = _take(steps, kind, due, free, about)
    carried = _still_owed(steps, closes_season=inputs.closes_season)
    return Settled(fruit, out, tuple(steps), kept + free, carried, _plan(inputs, carried))


def _before_the_floor(inputs: Inputs, fee: int) -> list[tuple[StepKind, int, str]]:
    costs = [
        (StepKind(one.kind.value), one.fen, f"settlement.Shared:{one.shared_id}")
        for one in inputs.shared
        if one.kind in COSTS
    ]
    owed = inputs.owed
    return [
        (StepKind.FEE, fee, ""),
        *costs,
        (StepKind.ADVANCE, owed.advance_fen, _account(inputs, StepKind.ADVANCE)),
        (StepKind.DEPOSIT, owed.deposit_fen, _account(inputs, StepKind.DEPOSIT)),
    ]


def _debts(inputs: Inputs) -> list[tuple[StepKind, int, str]]:
    """The older first; of a debt what its plans want by now. The first rules took it whole."""
    debt = inputs.owed.debt_fen if inputs.rules == 1 else inputs.owed.debt_due_fen
    return [
        (StepKind.PENALTY, inputs.owed.penalty_fen, _account(inputs, StepKind.PENALTY)),
        (StepKind.DEBT, debt, _account(inputs, StepKind.DEBT)),
        (StepKind.INPUT_CREDIT, inputs.owed.input_credit_fen, _account(inputs, StepKind.INPUT_CREDIT)),
    ]


def _account(inputs: Inputs, kind: StepKind) -> str:
    number = inputs.owed.accounts.get(kind.value)
    return f"ledger.Account:{number}" if number else ""


def _take(steps: list[Step], kind: StepKind, due: int, free: int, about: str) -> int:
    """Take what is due as far as it goes; what is free afterwards."""
    if not due:
        return free
    taken = min(due, free)
    steps.append(Step(kind, due, taken, about))
    return free - taken


# What could not be taken stands where it stood; only these have to be put somewhere.
NOT_ON_AN_ACCOUNT = frozenset({StepKind.FEE, StepKind.FREIGHT, StepKind.STORAGE, StepKind.SORTING})


def _still_owed(steps: list[Step], *, closes_season: bool) -> int:
    """Fee and costs that could not be taken, and, at the season's close, inputs that are not paid for."""
    short = {step.kind: 0 for step in steps}
    for step in steps:
        short[step.kind] += step.due_fen - step.taken_fen
    owed = sum(fen for kind, fen in short.items() if kind in NOT_ON_AN_ACCOUNT)
    return owed + (short.get(StepKind.INPUT_CREDIT, 0) if closes_season else 0)


def _plan(inputs: Inputs, carried_fen: int) -> tuple[Instalment, ...]:
    if not carried_fen:
        return ()
    scheme = inputs.scheme
    parts = split(carried_fen, [1] * scheme.instalments)
    days = (month_after(inputs.day, scheme.first_due_months + place) for place in range(scheme.instalments))
    return tuple(Instalment(day, fen) for day, fen in zip(days, parts, strict=True) if fen)
