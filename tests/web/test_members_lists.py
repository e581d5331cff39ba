"""The lists of members, people and places."""

import pytest
from django.test import Client

from lilian.members import actions
from lilian.members.values import PlaceDraft, PlaceKind
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.web.pages import signed_in

LISTS = ["/members/", "/members/people/", "/members/places/"]


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.mark.parametrize("path", LISTS)
def test_the_office_sees_the_list(cast: Cast, path: str) -> None:
    assert signed_in(cast, "lin").get(path).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_only_read(cast: Cast, path: str) -> None:
    assert signed_in(cast, "lin").post(path).status_code == 405


@pytest.mark.parametrize("path", LISTS)
def test_a_stranger_is_led_to_sign_in(cast: Cast, path: str) -> None:
    assert Client().get(path).headers["Location"].startswith("/accounts/login/")


def test_a_grower_sees_no_list_of_people(cast: Cast) -> None:
    assert signed_in(cast, "mei").get("/members/people/").status_code == 403


def test_a_manager_sees_no_people_of_another_co_op(cast: Cast) -> None:
    assert "乔" not in signed_in(cast, "guo").get("/members/people/").text


@pytest.mark.parametrize("text", ["秀梅", "xiumei", "xmhzs", "C1"])
def test_a_member_is_found_by_name_pinyin_initials_and_code(cast: Cast, text: str) -> None:
    listing = signed_in(cast, "mei").get("/members/", {"q": text}).context["listing"]
    assert [row.item.pk for row in listing.shown] == [cast.coop]


def test_a_phone_tail_leads_from_the_members_to_the_person(cast: Cast) -> None:
    others = signed_in(cast, "lin").get("/members/", {"q": "8002"}).context["others"]
    assert [one.name for one in others] == ["乔大山"]


def test_a_phone_tail_tells_a_grower_nothing(cast: Cast) -> None:
    assert signed_in(cast, "mei").get("/members/", {"q": "8002"}).context["others"] == []


def test_a_chip_keeps_one_kind(cast: Cast) -> None:
    listing = signed_in(cast, "mei").get("/members/", {"kind": "shop"}).context["listing"]
    assert [row.item.pk for row in listing.shown] == [cast.shop]


def test_the_chips_count_each_kind(cast: Cast) -> None:
    chips = signed_in(cast, "mei").get("/members/").context["chips"]
    assert [chip.count for chip in chips if chip.count] == [4, 1, 2, 1]


def test_a_kind_that_does_not_exist_is_left_out(cast: Cast) -> None:
    assert signed_in(cast, "mei").get("/members/", {"kind": "dragon"}).context["listing"].count == 4


def test_phones_stand_masked_in_the_list(cast: Cast) -> None:
    page = signed_in(cast, "lin").get("/members/people/").text
    assert ("138****8000" in page, "13800008000" in page) == (True, False)


def test_a_place_is_found_by_its_initials(cast: Cast) -> None:
    place = PlaceDraft("D1", "前庄收购点", PlaceKind.COLLECTION_POINT, 36.69, 110.93)
    actions.add_place(actor=SYSTEM, draft=place, now=NOW)
    assert "前庄收购点" in signed_in(cast, "mei").get("/members/places/", {"q": "qzsgd"}).text


@pytest.mark.parametrize("path", LISTS)
def test_a_search_for_what_no_database_keeps_is_refused(cast: Cast, path: str) -> None:
    assert signed_in(cast, "lin").get(path, {"q": "梨\x00"}).status_code == 400
