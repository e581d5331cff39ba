"""From the signature to the money in the bank: the books balance to the fen and agree with the goods journal."""

from importlib import import_module
from typing import Any

import pytest

from lilian.settlement import queries
from lilian.settlement.models import Statement
from lilian.settlement.queries import pricing
from lilian.settlement.values import Basis, StepKind
from tests.settlement.season import Season
from tests.settlement.story import Story, faults, told

SLIPS = 24


@pytest.mark.slow
def test_every_paid_gram_was_received_and_every_received_gram_is_paid_or_owed(season: Season) -> None:
    story = told(season, 2026, SLIPS)
    assert list(faults(story)) == []
    assert met(story) == {"pooled", "over", "posted", "contract", "waits", "penalty", "compensation", "debt"}


def met(story: Story) -> set[str]:
    """What the story must have come across, so that it proves something."""
    rows = [(queries.inputs_of(row), queries.settled_of(row)) for row in Statement.objects.all()]
    fruit = [one for said, _ in rows for one in said.delivered]
    found = {
        "pooled": any(one.basis == Basis.POOLED_GRADES for one in fruit),
        "over": any(one.basis == Basis.OVER for one in fruit),
        "posted": any(one.basis == "posted" for one in fruit),
        "contract": any(one.contract for one in fruit),
        "waits": bool(queries.waiting(story.season.actor("guo"), story.season.coop)),
        "penalty": any(told.taken_fen(StepKind.PENALTY) for _, told in rows),
        "compensation": any(said.owed.compensation_fen for said, _ in rows),
        "debt": any(told.carried_fen and told.plan for _, told in rows),
    }
    return {name for name, is_there in found.items() if is_there}


def a_grade_is_forgotten(change: pytest.MonkeyPatch) -> None:
    """The smallest part of a sorted slip is not settled."""
    graded = pricing._graded
    change.setattr(pricing, "_graded", lambda *said: graded(*said)[:2])


def what_the_bank_paid_is_paid_again(change: pytest.MonkeyPatch) -> None:
    """A payment that was answered is forgotten, and how the books stand is not looked at: they refuse it themselves."""
    payouts = import_module("lilian.payouts.queries.files")
    still_open = payouts._open

    def forgetful(organisation_id: int) -> Any:
        rows = list(still_open(organisation_id))
        for row in rows:
            row.sent_fen = 0
        return rows

    change.setattr(payouts, "_open", forgetful)
    change.setattr(payouts.rules, "netted", lambda whole, _free: [max(0, fen) for fen in whole])


def a_fen_of_every_deduction_stays(change: pytest.MonkeyPatch) -> None:
    """The household is credited a fen less than its statement says, the co-operative's fee a fen more."""
    from lilian.ledger.values import Purpose
    from lilian.settlement.actions import posting

    said = posting.rules.sides_of

    def greedy(*given: Any) -> Any:
        sides = said(*given)
        both = {key.purpose: key for key in sides if key.purpose in (Purpose.PAYABLE, Purpose.FEE)}
        if len(both) > 1:
            sides[both[Purpose.PAYABLE]] += 1
            sides[both[Purpose.FEE]] -= 1
        return sides

    change.setattr(posting.rules, "sides_of", greedy)


@pytest.mark.slow
@pytest.mark.parametrize(
    "mutant", [a_grade_is_forgotten, what_the_bank_paid_is_paid_again, a_fen_of_every_deduction_stays]
)
def test_the_balance_sees_what_is_wrong(season: Season, monkeypatch: pytest.MonkeyPatch, mutant: Any) -> None:
    """By a fault, or because the journal itself refuses what nobody is owed."""
    from lilian.ledger.actions.refusals import OverLimit

    mutant(monkeypatch)
    try:
        story = told(season, 7, 12)
    except OverLimit:
        return
    assert list(faults(story))
