"""Anybody with a box may complain, not without end; the office answers once."""

from datetime import timedelta

import pytest

from lilian.base.actors import NOBODY
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.passport import actions, queries
from lilian.passport.actions.complaints import MOST_AN_HOUR, MOST_OF_A_BOX
from lilian.passport.models import Complaint
from lilian.passport.values import ComplaintDraft
from tests.passport.shelf import Held
from tests.stock.goods import NOW


def complain(held: Held, text: str = "三个碰伤", **said: object) -> int:
    return actions.complain(
        actor=NOBODY, code=str(said.get("code", held.first.code)), draft=ComplaintDraft(text, "138"), now=NOW
    )


def test_a_complaint_waits_for_the_office_until_it_is_answered(held: Held) -> None:
    key, office = complain(held), held.goods.actor(Role.OFFICE)
    assert queries.unanswered(office) == 1
    actions.answer(actor=office, complaint_id=key, text="补发三个", now=NOW)
    assert queries.unanswered(office) == 0
    with pytest.raises(actions.AlreadyAnswered):
        actions.answer(actor=office, complaint_id=key, text="再补", now=NOW)


def test_only_who_may_reads_and_answers(held: Held) -> None:
    key = complain(held)
    for act in (
        lambda: queries.unanswered(held.boxing.packer),
        lambda: actions.answer(actor=held.boxing.packer, complaint_id=key, text="x", now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_one_box_is_complained_of_a_few_times_an_hour(held: Held) -> None:
    for _ in range(MOST_OF_A_BOX):
        complain(held)
    with pytest.raises(actions.TooMany):
        complain(held)
    complain(held, code=held.second.code)
    later = NOW + timedelta(hours=2)
    actions.complain(actor=NOBODY, code=held.first.code, draft=ComplaintDraft("又坏了"), now=later)


def test_a_machine_does_not_flood_the_office(held: Held) -> None:
    Complaint.objects.bulk_create(Complaint(box=held.second, text="x", at=NOW) for _ in range(MOST_AN_HOUR))
    with pytest.raises(actions.TooMany):
        complain(held)


def test_there_must_be_a_box_and_something_said(held: Held) -> None:
    with pytest.raises(NotFound):
        complain(held, code="0" * 14)
    with pytest.raises(actions.NothingSaid):
        complain(held, " ")
