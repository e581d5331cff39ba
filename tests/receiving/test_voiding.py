"""A wrong slip is taken back whole, once, with a reason, while its fruit is still there."""

import pytest

from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.receiving import actions, queries
from lilian.receiving.actions.voiding import AlreadyVoid, VoidWithoutReason
from lilian.receiving.models import Slip, SlipVoid
from lilian.receiving.queries.soundness import slip_faults
from lilian.stock import actions as stock
from lilian.stock import queries as lots
from lilian.stock.actions.refusals import NotEnough, ToldElsewhere
from lilian.stock.values import Line, LocationDraft, LocationKind, Spot, Transfer
from tests.receiving.scale import KG, NOW, SYSTEM, TODAY, Scale


def voided(scale: Scale, slip_id: int, name: str = "guo", reason: str = "毛重看错了") -> None:
    actions.void_slip(actor=scale.actor(name), slip_id=slip_id, reason=reason, now=NOW)


def test_a_slip_taken_back_leaves_no_fruit(scale: Scale) -> None:
    told = scale.received()
    voided(scale, told.slip_id)
    assert lots.lot(SYSTEM, Slip.objects.get().lot_id).weight_g == 0
    assert (SlipVoid.objects.get().reason, SlipVoid.objects.get().voided_by) == ("毛重看错了", "郭守库")
    assert list(slip_faults(lambda done: None)) == []


def test_fruit_taken_back_behind_its_slip_is_found(scale: Scale) -> None:
    scale.received()
    slip = Slip.objects.get()
    said = {"actor": SYSTEM, "entry_id": slip.entry_id, "reason": "x", "client_key": "x", "day": TODAY, "now": NOW}
    with pytest.raises(ToldElsewhere):
        stock.reverse(**said)
    stock.reverse(**said, by="receiving")
    (fault,) = slip_faults(lambda done: None)
    assert (slip.number in fault, "counts" in fault) == (True, True)


def test_taking_back_is_on_record(scale: Scale) -> None:
    voided(scale, scale.received().slip_id)
    assert AuditEvent.objects.filter(event="receiving.slip_voided").count() == 1


def test_a_slip_is_taken_back_once(scale: Scale) -> None:
    told = scale.received()
    voided(scale, told.slip_id)
    with pytest.raises(AlreadyVoid):
        voided(scale, told.slip_id)


def test_somebody_says_why(scale: Scale) -> None:
    with pytest.raises(VoidWithoutReason):
        voided(scale, scale.received().slip_id, reason="  ")


def test_fruit_that_was_moved_on_must_come_back_first(scale: Scale) -> None:
    told = scale.received()
    draft = LocationDraft("R1", "1 号库", LocationKind.ROOM, scale.cast.coop)
    room = stock.open_location(actor=SYSTEM, draft=draft, now=NOW)
    lot = Slip.objects.get().lot_id
    transfer = Transfer(Line(Spot(lot, scale.point), 60 * KG), room)
    stock.move(actor=SYSTEM, transfers=[transfer], day=TODAY, client_key="m", now=NOW)
    with pytest.raises(NotEnough):
        voided(scale, told.slip_id)
    assert not SlipVoid.objects.exists()


def test_the_clerk_who_wrote_it_does_not_take_it_back(scale: Scale) -> None:
    with pytest.raises(NotAllowed):
        voided(scale, scale.received().slip_id, "wen")


def test_a_slip_of_another_co_op_is_not_found(scale: Scale) -> None:
    told = scale.received(actor="lin", location_id=scale.other_point)
    with pytest.raises(NotFound):
        voided(scale, told.slip_id)


def test_what_was_taken_back_counts_for_nothing(scale: Scale) -> None:
    scale.received("a")
    voided(scale, scale.received("b").slip_id)
    summed = queries.totals(queries.slips(scale.actor("wen")))
    assert (summed.slips, summed.net_g, summed.voided) == (1, 100 * KG, 1)


def test_the_roles_that_take_back_are_those_that_reverse() -> None:
    from lilian.base.policy import POLICY

    assert POLICY["receiving.void"] == POLICY["stock.reverse"]
    assert Role.CLERK not in POLICY["receiving.void"]
