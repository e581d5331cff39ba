"""The pages of households."""

import re

import pytest
from django.test import Client

from lilian.members import actions
from lilian.members.models import Household, Person
from lilian.members.values import HouseholdDraft, PlaceDraft, PlaceKind
from tests.again import again
from tests.members.cast import NOW, SYSTEM, Cast, the_cast
from tests.web.pages import signed_in

LIST = "/members/households/"


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


@pytest.fixture
def house(cast: Cast) -> int:
    draft = HouseholdDraft(cast.coop, code="H1", village="前庄")
    return actions.add_household(actor=SYSTEM, draft=draft, head_id=cast.people["mei"], now=NOW)


def page(house: int, act: str = "") -> str:
    return f"{LIST}{house}/{act}"


def test_the_list_names_head_people_and_orchard(lin: Client, house: int) -> None:
    text = lin.get(LIST).text
    assert ("林秀梅" in text, "H1" in text, "138****8000" in text) == (True, True, True)


def test_one_person_and_no_blocks_are_counted_as_english_does(lin: Client, house: int) -> None:
    lin.cookies["django_language"] = "en"
    text = " ".join(lin.get(page(house)).text.split())
    assert (re.search(r"\bperson\b", text) is None, re.search(r"\bblocks\b", text) is None) == (False, False)


def test_a_household_is_found_by_the_tail_of_a_phone(lin: Client, house: int) -> None:
    address = page(house)  # the code itself may stand in a nonce by chance
    assert (address in lin.get(f"{LIST}?q=8000").text, address in lin.get(f"{LIST}?q=9999").text) == (True, False)


def test_a_stranger_signs_in_first(client: Client, house: int) -> None:
    assert client.get(page(house)).status_code == 302


def test_a_grower_sees_no_list(cast: Cast, house: int) -> None:
    assert signed_in(cast, "mei").get(LIST).status_code == 403


def test_the_office_registers_a_household(lin: Client, cast: Cast) -> None:
    lin.post(f"/members/{cast.coop}/households/add/", {"person": "林秀梅", "code": "H7"})
    assert Person.objects.get(pk=cast.people["mei"]).household == Household.objects.get(code="H7")


def test_a_second_household_of_one_head_is_refused_in_place(lin: Client, cast: Cast, house: int) -> None:
    answer = lin.post(f"/members/{cast.coop}/households/add/", {"person": "林秀梅", "code": "H7"})
    assert ("已经在农户 H1 里" in answer.text, Household.objects.count()) == (True, 1)


def test_someone_joins_becomes_head_and_the_old_head_leaves(lin: Client, cast: Cast, house: int) -> None:
    mei, guo = cast.people["mei"], cast.people["guo"]
    lin.post(page(house, "join/"), {"person": "郭守库"})
    lin.post(page(house, f"people/{guo}/head/"))
    lin.post(page(house, f"people/{mei}/leave/"))
    assert list(Person.objects.filter(household=house).values_list("pk", "is_head")) == [(guo, True)]


def test_the_head_cannot_leave(lin: Client, cast: Cast, house: int) -> None:
    answer = lin.post(page(house, f"people/{cast.people['mei']}/leave/"))
    assert "户主不能离开" in answer.text


def test_leaving_is_never_done_by_looking(lin: Client, cast: Cast, house: int) -> None:
    assert lin.get(page(house, f"people/{cast.people['mei']}/leave/")).status_code == 405


def test_a_block_is_given_and_shown_in_mu(lin: Client, cast: Cast, house: int) -> None:
    place = PlaceDraft("D1", "坡上", PlaceKind.BLOCK, 36.69, 110.93, organisation_id=cast.coop, area_m2=2000)
    actions.add_place(actor=SYSTEM, draft=place, now=NOW)
    lin.post(page(house, "block/"), {"block": "D1"})
    text = lin.get(page(house)).text
    assert ("坡上" in text, "3.0 亩" in text) == (True, True)


def test_a_persons_page_leads_to_the_household(lin: Client, cast: Cast, house: int) -> None:
    assert page(house) in lin.get(f"/members/people/{cast.people['mei']}/").text


def test_the_office_changes_what_is_said_of_it(lin: Client, house: int) -> None:
    lin.post(page(house, "change/"), {"code": "H1", "village": "后堰", "note": "老井边"})
    text = lin.get(page(house)).text
    assert all(word in text for word in ("后堰", "老井边", "修改了这一户的资料"))


def test_a_change_that_changes_nothing_is_said_in_place(lin: Client, house: int) -> None:
    assert lin.post(page(house, "change/"), {"code": "H1", "village": "前庄", "note": ""}).status_code == 409


def test_the_office_closes_it_with_the_reason(lin: Client, house: int) -> None:
    assert lin.post(page(house, "close/"), {"reason": ""}).status_code == 422
    lin.post(page(house, "close/"), {"reason": "并成一户了"})
    text = lin.get(page(house)).text
    assert ("已经销户" in text, "修改资料" in text, page(house) in lin.get(LIST).text) == (True, False, False)


def test_a_closed_household_is_not_closed_again(lin: Client, house: int) -> None:
    for key in ("a", "b"):
        answer = lin.post(page(house, "close/"), {"reason": "并成一户了", "idempotency_key": key})
    assert answer.status_code == 409


@pytest.mark.parametrize("act", ["change/", "close/"])
def test_others_do_not_change_it(cast: Cast, client: Client, house: int, act: str) -> None:
    assert signed_in(cast, "guo").post(page(house, act), {"reason": "x"}).status_code == 403
    assert client.get(page(house, act)).status_code == 302
