"""Who is named is the household's to say."""

import pytest

from lilian.base.actors import Actor, Duty
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from lilian.members.models import Person
from lilian.passport import actions, queries
from lilian.passport.models import Consent
from lilian.passport.values import Way
from tests.passport.shelf import MEI, Held, agreed
from tests.stock.goods import NOW


def grower(held: Held, code: str = "P-H-MEI") -> Actor:
    home = held.goods.coop.pk
    person = Person.objects.get(code=code)
    return Actor(name=person.name, person_id=person.pk, duties=(Duty(Role.GROWER, home, frozenset({home})),))


def manager(held: Held, home: int | None = None) -> Actor:
    at = home or held.goods.coop.pk
    return Actor(name="guo", duties=(Duty(Role.COOP_MANAGER, at, frozenset({at})),))


def test_a_grower_agrees_on_the_phone_and_takes_it_back(held: Held) -> None:
    mei, household = grower(held), held.goods.mei.pk
    actions.consent(actor=mei, household_id=household, name="梅师傅", way=Way.PHONE, now=NOW)
    assert queries.consenting([household]) == {household: "梅师傅"}
    actions.withdraw(actor=mei, household_id=household, way=Way.PHONE, now=NOW)
    assert queries.consenting([household]) == {}
    events = AuditEvent.objects.filter(event__startswith="passport.consent").order_by("pk")
    assert [event.event for event in events] == ["passport.consent_given", "passport.consent_withdrawn"]
    assert Consent.objects.count() == 2  # what was said stays


def test_nobody_agrees_for_another(held: Held) -> None:
    qiao = grower(held, "P-H-QIAO")
    for way, refusal in ((Way.PHONE, NotFound), (Way.PAPER, NotAllowed)):
        with pytest.raises(refusal):
            actions.consent(actor=qiao, household_id=held.goods.mei.pk, name="x", way=way, paper="柜", now=NOW)


def test_a_manager_keeps_the_papers_of_the_own_households_only(held: Held) -> None:
    household = held.goods.mei.pk
    other = manager(held, held.goods.shop.pk)
    with pytest.raises(NotFound):
        actions.consent(actor=other, household_id=household, name=MEI, way=Way.PAPER, paper="柜", now=NOW)
    with pytest.raises(NotFound):
        actions.consent(actor=manager(held), household_id=household, name=MEI, way=Way.PHONE, now=NOW)
    with pytest.raises(actions.PaperMissing):
        actions.consent(actor=manager(held), household_id=household, name=MEI, way=Way.PAPER, now=NOW)
    actions.consent(actor=manager(held), household_id=household, name=MEI, way=Way.PAPER, paper="柜 3", now=NOW)
    assert queries.consenting([household]) == {household: MEI}


def test_what_would_change_nothing_is_refused(held: Held) -> None:
    agreed(held)
    with pytest.raises(AlreadyDone):
        agreed(held)
    with pytest.raises(actions.NotThatName):
        agreed(held, name="  ")
    with pytest.raises(actions.NotNamed):
        actions.withdraw(actor=grower(held, "P-H-QIAO"), household_id=held.goods.qiao.pk, way=Way.PHONE, now=NOW)
