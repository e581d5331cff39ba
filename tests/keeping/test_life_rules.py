"""How long fruit keeps is data in versions; what a new one changes is seen before it is published."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.keeping import actions, queries
from lilian.keeping.actions.refusals import LifeAsBefore, LifeReachesBack, LifeTaken
from lilian.keeping.models import LifeRule
from lilian.keeping.values import LifeDraft, Maturity
from lilian.kernel.refusal import NotAllowed
from tests.keeping.store import NOW, TODAY, TONNE, Kept, put


def draft(kept: Kept, **said: Any) -> LifeDraft:
    plain = LifeDraft(kept.county.variety.pk, "", Maturity.RIGHT, TODAY, 150, 1_000, 15, 5, "2026 年试验")
    return replace(plain, **said)


def publish(kept: Kept, role: Role = Role.OFFICE, **said: Any) -> int:
    return actions.publish_life(actor=kept.actor(role), draft=draft(kept, **said), now=NOW)


def days(kept: Kept) -> int:
    (one,) = queries.aged(kept.actor(), now=NOW)
    return one.left.days


def test_a_new_version_counts_and_what_came_with_the_program_stays_for_the_rest(kept: Kept) -> None:
    put(kept, TONNE)
    before = days(kept)
    publish(kept)
    assert days(kept) == before - 70
    cards = queries.life_cards(kept.actor(), today=TODAY)
    assert [(card.variety != "", card.life.days) for card in cards] == [
        (True, 150),
        (False, 240),
        (False, 220),
        (False, 180),
    ]


def test_what_would_change_is_known_before(kept: Kept) -> None:
    put(kept, TONNE)
    ((old, new),) = queries.life_changes(kept.actor(Role.OFFICE), draft(kept), now=NOW)
    assert new.left.days - old.left.days == -70
    assert queries.life_changes(kept.actor(Role.OFFICE), draft(kept, maturity=Maturity.LATE), now=NOW) == []
    assert not LifeRule.objects.exists()


def test_a_version_to_come_waits_for_its_day(kept: Kept) -> None:
    put(kept, TONNE)
    before = days(kept)
    publish(kept, effective_from=TODAY + timedelta(days=3))
    assert days(kept) == before
    assert queries.life_cards(kept.actor(), today=TODAY)[0].state == "coming"


def test_the_past_and_what_is_published_stay(kept: Kept) -> None:
    publish(kept)
    with pytest.raises(LifeTaken):
        publish(kept, days=160)
    with pytest.raises(LifeReachesBack):
        publish(kept, days=160, effective_from=TODAY - timedelta(days=1))
    with pytest.raises(LifeAsBefore):
        publish(kept, effective_from=TODAY + timedelta(days=1))
    assert LifeRule.objects.count() == 1


def test_only_the_office_says_how_long_fruit_keeps(kept: Kept) -> None:
    with pytest.raises(NotAllowed):
        publish(kept, Role.COOP_MANAGER)
