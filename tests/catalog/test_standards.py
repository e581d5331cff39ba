"""Standards are versioned: a new version counts from its day on, the past stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from lilian.base.actors import Actor, Duty, system
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.catalog import actions, queries
from lilian.catalog.actions import SeasonEmpty, SeasonsOverlap, StandardTaken, VarietyTaken
from lilian.catalog.models import GradeBand, GradeLimits, StandardVersion, Variety
from lilian.catalog.rules import BandGap, ReachesBack
from lilian.catalog.values import COUNTY_BANDS, Band, Defect, Limits
from lilian.kernel.refusal import NotAllowed, NotFound

NOW = datetime(2026, 9, 18, 4, tzinfo=UTC)
TODAY = date(2026, 9, 18)
FIRST_DAY = date(2026, 1, 1)
LATER = TODAY + timedelta(days=30)
LIN = system("test")
STRICTER = (Band("other", "等外", 0, 320), Band("first", "一级", 320))
STRICT = Limits(750, 115, frozenset({Defect.DISEASE, Defect.INSECT}), 3, 50)
ASKING = (Band("other", "等外", 0, 320), Band("first", "一级", 320, limits=STRICT))
pytestmark = pytest.mark.django_db


def standard(variety_id: int | None = None, code: str = "XXYL") -> int:
    return actions.add_standard(actor=LIN, code=code, name=f"质量要求{code}", variety_id=variety_id, now=NOW)


def publish(standard_id: int, day: date = FIRST_DAY, bands: tuple[Band, ...] = COUNTY_BANDS, actor: Actor = LIN) -> int:
    return actions.publish_version(
        actor=actor, standard_id=standard_id, effective_from=day, bands=bands, source="测试", now=NOW
    )


def variety(code: str = "YLX", name: str = "玉露香梨") -> Variety:
    return Variety.objects.get(pk=actions.add_variety(actor=LIN, code=code, name=name, now=NOW))


def test_a_new_version_leaves_the_day_before_it_as_it_was() -> None:
    made = standard()
    publish(made)
    before = queries.standard_on(LATER - timedelta(days=1))
    publish(made, LATER, STRICTER)
    assert queries.standard_on(LATER - timedelta(days=1)) == before


def test_a_new_version_counts_from_its_first_day() -> None:
    made = standard()
    publish(made)
    publish(made, LATER, STRICTER)
    assert queries.standard_on(LATER).bands == STRICTER


def test_the_same_fruit_has_another_grade_under_another_version() -> None:
    made = standard()
    publish(made)
    publish(made, LATER, STRICTER)
    assert [queries.grade_for(310, None, day).name for day in (TODAY, LATER)] == ["一级", "等外"]


@pytest.mark.parametrize("day", [FIRST_DAY, TODAY - timedelta(days=1), TODAY])
def test_a_version_for_a_day_gone_by_is_refused(day: date) -> None:
    made = standard()
    publish(made)
    with pytest.raises(ReachesBack):
        publish(made, day, STRICTER)


def test_a_version_before_the_one_announced_is_refused() -> None:
    made = standard()
    publish(made)
    publish(made, LATER, STRICTER)
    with pytest.raises(ReachesBack):
        publish(made, LATER - timedelta(days=1))


def test_what_a_grade_asks_beside_weight_is_kept_as_it_was_said() -> None:
    publish(standard(), bands=ASKING)
    assert queries.standard_on(TODAY).bands == ASKING


def test_a_version_is_found_by_its_key_when_it_counts_no_more() -> None:
    made = standard()
    first = publish(made, bands=ASKING)
    publish(made, LATER, STRICTER)
    assert queries.version(first).bands == ASKING


def test_a_version_nobody_published_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.version(999)


CHANGES = [(StandardVersion, {"number": 9}), (GradeBand, {"low_g": 9}), (GradeLimits, {"tolerance": 9})]


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_a_published_version_cannot_be_changed_behind_its_back(model: type, change: dict[str, int]) -> None:
    publish(standard(), bands=ASKING)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", [StandardVersion, GradeBand, GradeLimits])
def test_a_published_version_cannot_be_taken_away(model: type) -> None:
    publish(standard(), bands=ASKING)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_a_table_with_a_gap_is_not_published() -> None:
    with pytest.raises(BandGap):
        publish(standard(), bands=(COUNTY_BANDS[0], *COUNTY_BANDS[2:]))
    assert not StandardVersion.objects.exists()


def test_before_the_first_version_there_is_no_standard() -> None:
    publish(standard())
    with pytest.raises(queries.NoStandard):
        queries.standard_on(FIRST_DAY - timedelta(days=1))


def test_a_variety_goes_by_its_own_standard_once_it_has_one() -> None:
    su = variety("SL", "酥梨")
    publish(standard())
    publish(standard(su.pk, "SL"), bands=STRICTER)
    assert [queries.grade_for(310, one, TODAY).name for one in (None, su)] == ["一级", "等外"]


def test_there_is_one_general_standard() -> None:
    standard()
    with pytest.raises(StandardTaken):
        standard(code="OTHER")


def test_a_variety_is_added_once() -> None:
    variety()
    with pytest.raises(VarietyTaken):
        variety(code="OTHER")


def test_a_seller_may_not_publish() -> None:
    hai = Actor(name="海子", duties=(Duty(Role.SELLER, 1, frozenset({1})),))
    with pytest.raises(NotAllowed):
        publish(standard(), actor=hai)


def test_publishing_is_on_record() -> None:
    publish(standard())
    assert AuditEvent.objects.filter(event="catalog.version_published").count() == 1


def test_versions_are_listed_newest_first() -> None:
    made = standard()
    publish(made)
    publish(made, LATER, STRICTER)
    assert [version.number for version in queries.versions(made)] == [2, 1]


def season(code: str, first: date, end: date) -> int:
    return actions.add_season(actor=LIN, code=code, name=f"{code} 产季", starts_on=first, ends_on=end, now=NOW)


def test_the_day_a_season_ends_is_in_the_next() -> None:
    season("2025", date(2025, 8, 1), date(2026, 8, 1))
    season("2026", date(2026, 8, 1), date(2027, 8, 1))
    found = [queries.season_on(day) for day in (date(2026, 7, 31), date(2026, 8, 1))]
    assert [one.code for one in found if one] == ["2025", "2026"]


def test_two_seasons_share_no_day() -> None:
    season("2025", date(2025, 8, 1), date(2026, 8, 2))
    with pytest.raises(SeasonsOverlap):
        season("2026", date(2026, 8, 1), date(2027, 8, 1))


def test_a_season_holds_a_day() -> None:
    with pytest.raises(SeasonEmpty):
        season("2026", TODAY, TODAY)
