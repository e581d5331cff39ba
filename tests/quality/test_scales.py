"""Scales: added by a manager, checked by an inspector, good for one day."""

import pytest
from django.db import DatabaseError, transaction

from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.quality import actions, queries
from lilian.quality.actions import ScaleTaken
from lilian.quality.models import Calibration, CalibrationPoint, Scale
from lilian.quality.rules import NoPoints, PointWrong, ScaleWrong
from lilian.quality.values import Point, ScaleDraft, ScaleState
from tests.quality.room import DAY, GOOD, WRONG, QualityRoom, checked
from tests.stock.goods import NOW


def state(room: QualityRoom, days: int = 0) -> ScaleState:
    return queries.scale(room.inspector, room.scale, now=NOW + days * DAY).state


def test_a_scale_is_good_for_the_day_it_was_checked(room: QualityRoom) -> None:
    assert state(room) is ScaleState.DUE
    assert checked(room)
    assert (state(room), state(room, 1)) == (ScaleState.GOOD, ScaleState.DUE)


def test_a_scale_found_wrong_stays_wrong_until_a_check_passes(room: QualityRoom) -> None:
    assert not checked(room, WRONG)
    assert (state(room), state(room, 3)) == (ScaleState.WRONG, ScaleState.WRONG)
    assert checked(room, GOOD, NOW + 3 * DAY)
    assert state(room, 3) is ScaleState.GOOD


def test_the_last_check_of_a_day_counts(room: QualityRoom) -> None:
    checked(room)
    checked(room, WRONG)
    assert state(room) is ScaleState.WRONG


def test_a_check_keeps_how_much_was_allowed(room: QualityRoom) -> None:
    checked(room)
    (card,) = queries.checks(room.scale)
    assert [(each.reference_g, each.off_g, each.allowed_g) for each in card.readings] == [(1_000, 1, 2), (5_000, -3, 3)]
    assert (card.passed, card.worst_g, card.checked_by) == (True, -3, "inspector")


def test_the_newest_check_comes_first(room: QualityRoom) -> None:
    for back in (2, 1, 0):
        checked(room, at=NOW - back * DAY)
    days = [card.day for card in queries.checks(room.scale, most=2)]
    assert days == [NOW.date(), (NOW - DAY).date()]


def test_the_same_key_checks_once(room: QualityRoom) -> None:
    assert checked(room, key="k") is checked(room, key="k")
    assert Calibration.objects.count() == 1
    with pytest.raises(KeyReused):
        checked(room, WRONG, key="k")


@pytest.mark.parametrize(("points", "refusal"), [((), NoPoints), ((GOOD[0], Point(6_001, 6_001)), PointWrong)])
def test_a_check_that_cannot_be_writes_nothing(
    room: QualityRoom, points: tuple[Point, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        checked(room, points)
    assert (Calibration.objects.count(), CalibrationPoint.objects.count()) == (0, 0)


def test_only_those_who_check_here_check(room: QualityRoom) -> None:
    said = {"scale_id": room.scale, "points": GOOD, "client_key": "k", "now": NOW}
    for actor, refusal in ((room.stranger, NotFound), (room.goods.actor(Role.KEEPER), NotAllowed)):
        with pytest.raises(refusal):
            actions.calibrate(actor=actor, **said)
    with pytest.raises(NotFound):
        actions.calibrate(actor=room.inspector, **said | {"scale_id": 0})


def test_a_stranger_sees_no_scale_of_ours(room: QualityRoom) -> None:
    assert queries.scales(room.stranger, now=NOW) == []
    with pytest.raises(NotFound):
        queries.scale(room.stranger, room.scale, now=NOW)
    with pytest.raises(NotAllowed):
        queries.scales(room.goods.actor(Role.SELLER), now=NOW)


def test_the_office_sees_every_scale(room: QualityRoom) -> None:
    assert [card.code for card in queries.scales(room.goods.actor(), now=NOW)] == ["GUO-1"]


def test_a_code_is_of_one_scale(room: QualityRoom) -> None:
    draft = ScaleDraft(room.goods.coop.pk, "GUO-1", "又一台", 1, 6_000)
    with pytest.raises(ScaleTaken):
        actions.add_scale(actor=room.goods.actor(), draft=draft, now=NOW)
    assert Scale.objects.count() == 1


def test_a_plate_that_cannot_be_is_refused(room: QualityRoom) -> None:
    with pytest.raises(ScaleWrong):
        actions.add_scale(
            actor=room.goods.actor(), draft=ScaleDraft(room.goods.coop.pk, "GUO-2", "二号", 1, 20_000), now=NOW
        )


def test_an_inspector_adds_no_scale(room: QualityRoom) -> None:
    with pytest.raises(NotAllowed):
        actions.add_scale(
            actor=room.inspector, draft=ScaleDraft(room.goods.coop.pk, "GUO-2", "二号", 1, 6_000), now=NOW
        )


def test_a_check_is_on_record(room: QualityRoom) -> None:
    checked(room)
    assert list(AuditEvent.objects.filter(event__startswith="quality.").values_list("event", flat=True)) == [
        "quality.scale_added",
        "quality.scale_checked",
    ]


@pytest.mark.parametrize("table", [Calibration, CalibrationPoint])
def test_the_database_keeps_a_check_as_it_was(
    room: QualityRoom, table: type[Calibration] | type[CalibrationPoint]
) -> None:
    checked(room)
    change = {"passed": False} if table is Calibration else {"reading_g": 1}
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all()._raw_delete(table.objects.db)
