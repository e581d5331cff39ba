"""Organisations, people and places are registered, changed and found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lilian.base.models import AuditEvent
from lilian.kernel.geo import gcj02_from_wgs84
from lilian.kernel.refusal import AlreadyDone, NotAllowed
from lilian.members import actions, queries
from lilian.members.actions.organisations import CreditCodeTaken, LeavesBeforeJoining
from lilian.members.actions.places import AreaOutOfPlace
from lilian.members.actions.resolve import CodeTaken, NameMissing, TextTooLong, TownshipUnknown
from lilian.members.models import Organisation, Person
from lilian.members.rules.credit_code import CreditCodeWrong
from lilian.members.rules.phones import PhoneWrong
from lilian.members.rules.points import PointWrong
from lilian.members.rules.tree import BelowItself
from lilian.members.values import (
    OrganisationDraft,
    OrganisationKind,
    PersonDraft,
    PlaceDraft,
    PlaceKind,
    SourceCrs,
    TownshipDraft,
)
from tests.members.cast import JOINED, NOW, SYSTEM, TODAY, Cast

FIRM = OrganisationDraft("F1", "北纬电商", OrganisationKind.ECOMMERCE, JOINED, uscc="91110000600037341L")
POINT = PlaceDraft("P1", "东沟收购点", PlaceKind.COLLECTION_POINT, 36.7, 110.95)


def add(draft: OrganisationDraft) -> int:
    return actions.add_organisation(actor=SYSTEM, draft=draft, now=NOW)


@pytest.mark.django_db
def test_the_level_follows_from_the_kind() -> None:
    assert Organisation.objects.get(pk=add(FIRM)).level == "chain"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"uscc": "91110000600037341X"}, CreditCodeWrong),
        ({"uscc": "123"}, CreditCodeWrong),
        ({"name": "  "}, NameMissing),
        ({"name": "长" * 81}, TextTooLong),
        ({"township_code": "没有镇"}, TownshipUnknown),
    ],
)
def test_a_wrong_organisation_is_refused(wrong: dict[str, str], refusal: type) -> None:
    with pytest.raises(refusal):
        add(replace(FIRM, **wrong))


@pytest.mark.django_db
def test_a_code_is_taken_once() -> None:
    add(FIRM)
    with pytest.raises(CodeTaken):
        add(replace(FIRM, uscc=""))


@pytest.mark.django_db
def test_a_credit_code_belongs_to_one_organisation() -> None:
    add(FIRM)
    with pytest.raises(CreditCodeTaken):
        add(replace(FIRM, code="F2"))


@pytest.mark.django_db
def test_nobody_stands_below_themselves() -> None:
    top = add(FIRM)
    low = add(replace(FIRM, code="F2", uscc="", parent_id=top))
    with pytest.raises(BelowItself):
        actions.change_organisation(actor=SYSTEM, organisation_id=top, draft=replace(FIRM, parent_id=low), now=NOW)


@pytest.mark.django_db
def test_a_change_that_changes_nothing_is_refused() -> None:
    made = add(FIRM)
    with pytest.raises(AlreadyDone):
        actions.change_organisation(actor=SYSTEM, organisation_id=made, draft=FIRM, now=NOW)


@pytest.mark.django_db
def test_a_change_is_on_record_with_what_stood_before() -> None:
    made = add(FIRM)
    draft = replace(FIRM, name="北纬三十六度")
    actions.change_organisation(actor=SYSTEM, organisation_id=made, draft=draft, now=NOW)
    assert "北纬电商" in AuditEvent.objects.get(event="members.organisation_changed").data


@pytest.mark.django_db
def test_membership_ends_after_it_began() -> None:
    made = add(FIRM)
    with pytest.raises(LeavesBeforeJoining):
        actions.end_membership(actor=SYSTEM, organisation_id=made, left_on=JOINED, now=NOW)


@pytest.mark.django_db
def test_a_member_is_no_longer_listed_on_the_day_it_leaves() -> None:
    made = add(FIRM)
    actions.end_membership(actor=SYSTEM, organisation_id=made, left_on=TODAY, now=NOW)
    listed = [queries.organisations(SYSTEM, on=day).count() for day in (TODAY - timedelta(days=1), TODAY)]
    assert listed == [1, 0]


def test_guo_may_not_take_members_in(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.add_organisation(actor=cast.actor("guo"), draft=FIRM, now=NOW)


@pytest.mark.parametrize("phone", ["12345", "没有", "23800008000"])
def test_a_wrong_phone_is_refused(cast: Cast, phone: str) -> None:
    draft = PersonDraft(name="马六", organisation_id=cast.coop, phone=phone)
    with pytest.raises(PhoneWrong):
        actions.add_person(actor=SYSTEM, draft=draft, now=NOW)


def test_a_phone_is_kept_in_international_form(cast: Cast) -> None:
    assert Person.objects.get(pk=cast.people["mei"]).phone == "+8613800008000"


def test_two_people_get_two_codes(cast: Cast) -> None:
    assert Person.objects.values("code").distinct().count() == 5


def test_a_list_shows_a_phone_masked(cast: Cast) -> None:
    lin = cast.actor("lin")
    cards = queries.person_cards(lin, queries.people(lin, text="林秀梅"))
    assert [(card.name, card.phone) for card in cards] == [("林秀梅", "138****8000")]


def test_who_may_not_reveal_sees_the_name_masked_too(cast: Cast) -> None:
    hai = cast.actor("hai")
    cards = queries.person_cards(hai, Person.objects.filter(pk=cast.people["mei"]))
    assert cards[0].name == "林*梅"


def test_revealing_a_phone_is_on_record_without_the_number(cast: Cast) -> None:
    phone = actions.reveal_phone(actor=cast.actor("guo"), person_id=cast.people["mei"], now=NOW)
    event = AuditEvent.objects.get(event="members.phone_revealed")
    assert phone == "+8613800008000"
    assert (event.actor_name, event.data) == ("郭守库", "{}")


@pytest.mark.parametrize("text", ["林秀梅", "秀梅", "linxiumei", "Lin Xiu Mei", "lxm", "8000", "13800008000"])
def test_mei_is_found_by_name_pinyin_initials_and_phone_tail(cast: Cast, text: str) -> None:
    assert [one.pk for one in queries.people(cast.actor("guo"), text=text)] == [cast.people["mei"]]


def test_three_digits_are_no_phone_tail(cast: Cast) -> None:
    assert list(queries.people(cast.actor("guo"), text="800")) == []


def test_one_search_finds_organisations_and_people(cast: Cast) -> None:
    assert {hit.kind for hit in queries.search(cast.actor("lin"), "秀梅")} == {"organisation", "person"}


@pytest.mark.django_db
def test_a_point_given_in_gcj02_is_kept_in_wgs84() -> None:
    lat, lon = gcj02_from_wgs84(POINT.lat, POINT.lon)
    draft = replace(POINT, lat=lat, lon=lon, source_crs=SourceCrs.GCJ02)
    made = queries.place(SYSTEM, actions.add_place(actor=SYSTEM, draft=draft, now=NOW))
    assert (made.lat, made.lon) == pytest.approx((POINT.lat, POINT.lon), abs=1e-6)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "refusal"), [({"lat": 110.95, "lon": 36.7}, PointWrong), ({"area_m2": 100}, AreaOutOfPlace)]
)
def test_a_wrong_place_is_refused(wrong: dict[str, float], refusal: type) -> None:
    with pytest.raises(refusal):
        actions.add_place(actor=SYSTEM, draft=replace(POINT, **wrong), now=NOW)


@pytest.mark.django_db
def test_a_township_merged_away_means_its_successor() -> None:
    gone = TownshipDraft("141031202", "陡坡乡", valid_until=JOINED, merged_into="141031201")
    kept = TownshipDraft("141031201", "寨子乡", aliases=("寨子",))
    actions.add_townships(actor=SYSTEM, drafts=(gone, kept), now=NOW)
    assert {queries.township_named(text).name for text in ("陡坡乡", "141031202", "寨子")} == {"寨子乡"}
    assert [one.name for one in queries.townships(on=TODAY)] == ["寨子乡"]
