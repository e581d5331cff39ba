"""Pack specifications are data with versions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed
from lilian.packing import actions, queries, rules
from lilian.packing.actions.refusals import SpecNotYet, SpecReachesBack, SpecTaken
from lilian.packing.models import Spec
from lilian.packing.values import SpecDraft
from tests.packing.boxing import FIGURES, Boxing, next_spec, opened, packed, spec_of
from tests.stock.goods import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)
HEAVIER = replace(FIGURES, label_g=2_600)


def published(boxing: Boxing, day=TOMORROW) -> int:
    return actions.publish_spec(
        actor=boxing.goods.actor(),
        spec_id=boxing.spec,
        figures=HEAVIER,
        effective_from=day,
        source="联盟办 2026-4",
        now=NOW,
    )


def test_a_new_version_counts_from_its_day_on(boxing: Boxing) -> None:
    published(boxing)
    office = boxing.goods.actor()
    assert [queries.spec(office, boxing.spec, day).figures.label_g for day in (TODAY, TOMORROW)] == [2_500, 2_600]
    assert [card.number for card in queries.versions(office, boxing.spec)] == [2, 1]


def test_what_is_being_packed_keeps_its_version(boxing: Boxing) -> None:
    packing = opened(boxing)
    published(boxing)
    assert packed(boxing, packing, 2_500)[0].net_g == 2_500
    assert queries.packing(boxing.packer, packing).spec.number == 1


def test_a_version_does_not_reach_back(boxing: Boxing) -> None:
    with pytest.raises(SpecReachesBack):
        published(boxing, TODAY)


def test_a_specification_that_begins_later_is_not_packed_yet(boxing: Boxing) -> None:
    draft = SpecDraft("NEW", "新", boxing.goods.variety.pk, "first")
    later = actions.add_spec(
        actor=boxing.goods.actor(), draft=draft, figures=FIGURES, effective_from=TOMORROW, source="测试", now=NOW
    )
    with pytest.raises(SpecNotYet):
        opened(boxing, spec_id=later)


def test_a_code_is_one_specification(boxing: Boxing) -> None:
    with pytest.raises(SpecTaken):
        next_spec(boxing, "YLX-10")


def test_only_the_office_says_what_a_box_is(boxing: Boxing) -> None:
    draft = SpecDraft("X", "X", boxing.goods.variety.pk, "first")
    with pytest.raises(NotAllowed):
        actions.add_spec(
            actor=boxing.goods.actor(Role.COOP_MANAGER),
            draft=draft,
            figures=FIGURES,
            effective_from=TODAY,
            source="测试",
            now=NOW,
        )


def test_what_the_office_says_is_on_record(boxing: Boxing) -> None:
    published(boxing)
    told = AuditEvent.objects.filter(event__startswith="packing.spec_").order_by("number")
    assert [each.event for each in told] == ["packing.spec_added", "packing.spec_published"]


def test_a_number_somebody_gave_by_hand_is_not_given_again(boxing: Boxing) -> None:
    next_own = rules.own_gtin(spec_of(boxing).pk + 2)
    draft = SpecDraft("BY-HAND", "自带条码", boxing.goods.variety.pk, "first", next_own)
    said = {"figures": FIGURES, "effective_from": TODAY, "source": "测试", "now": NOW}
    actions.add_spec(actor=boxing.goods.actor(), draft=draft, **said)
    assert Spec.objects.get(pk=next_spec(boxing)).gtin == rules.own_gtin(spec_of(boxing).pk + 3)
