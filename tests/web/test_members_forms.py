"""The forms of membership: done once, refused in place, closed to those who may not."""

from typing import Any

import pytest
from django.test import Client

from lilian.members import queries
from tests.again import again
from tests.members.cast import SYSTEM, TODAY, Cast, the_cast
from tests.web.pages import sentence, signed_in

NEW = {"name": "北庄合作社", "code": "C7", "kind": "cooperative", "joined_on": "2026-09-01"}
LEAVE = {"left_on": "2026-09-10"}
PERSON = {"name": "张新", "phone": "13800009999"}
PLACE = {
    "name": "前庄收购点",
    "code": "D1",
    "kind": "collection_point",
    "lon": "110.93",
    "lat": "36.69",
    "source_crs": "wgs84",
}


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.fixture
def lin(cast: Cast) -> Client:
    return signed_in(cast, "lin")


def forms_of(cast: Cast) -> list[str]:
    here = f"/members/{cast.coop}"
    person = f"/members/people/{cast.people['mei']}/change/"
    ends = ["change/", "leave/", "people/add/", "posts/give/"]
    return ["/members/add/", "/members/places/add/", person, *(f"{here}/{end}" for end in ends)]


def names(cast: Cast) -> set[str]:
    return {one.name for one in queries.organisations(SYSTEM, on=TODAY)}


def grants(cast: Cast) -> list[Any]:
    return list(queries.grants(SYSTEM, organisation_id=cast.coop))


def test_every_form_opens_for_the_office(cast: Cast, lin: Client) -> None:
    assert {lin.get(path).status_code for path in forms_of(cast)} == {200}


def test_every_form_is_closed_to_a_grower(cast: Cast) -> None:
    mei = signed_in(cast, "mei")
    assert {mei.get(path).status_code for path in forms_of(cast)} == {403}


def test_every_form_leads_a_stranger_to_sign_in(cast: Cast) -> None:
    assert {Client().get(path).status_code for path in forms_of(cast)} == {302}


def test_no_form_is_put_to(cast: Cast, lin: Client) -> None:
    assert {lin.put(path).status_code for path in forms_of(cast)} == {405}


# Organisations


def test_a_member_is_registered(cast: Cast, lin: Client) -> None:
    lin.post("/members/add/", NEW)
    assert "北庄合作社" in names(cast)


def test_sent_twice_a_member_is_registered_once(cast: Cast, lin: Client) -> None:
    first = lin.post("/members/add/", NEW | {"idempotency_key": "k1"})
    second = lin.post("/members/add/", NEW | {"idempotency_key": "k1"})
    assert (first.headers["Location"], len(names(cast))) == (second.headers["Location"], 5)


def test_a_code_that_is_taken_is_refused_in_place(lin: Client) -> None:
    response = lin.post("/members/add/", NEW | {"code": "C1"})
    assert (response.status_code, sentence(response)) == (422, "编号“C1”已经有了。")


def test_what_was_typed_is_still_there_after_a_refusal(lin: Client) -> None:
    assert "北庄合作社" in lin.post("/members/add/", NEW | {"uscc": "1"}).text


@pytest.mark.parametrize("parent", ["果业局", "guoyeju", "B1"])
def test_the_one_above_is_found_by_what_is_written(cast: Cast, lin: Client, parent: str) -> None:
    made = lin.post("/members/add/", NEW | {"parent": parent}).headers["Location"]
    assert lin.get(made).context["organisation"].parent_id == cast.bureau


def test_a_name_that_fits_two_asks_which(lin: Client) -> None:
    response = lin.post("/members/add/", NEW | {"parent": "合作社"})
    assert "C1" in response.context["form"].errors["parent"][0]


def test_a_member_is_changed(cast: Cast, lin: Client) -> None:
    said = {"name": "秀梅联合社", "code": "C1", "kind": "cooperative", "joined_on": "2020-01-01"}
    lin.post(f"/members/{cast.coop}/change/", said)
    assert "秀梅联合社" in names(cast)


def test_a_change_that_changes_nothing_is_said_so(cast: Cast, lin: Client) -> None:
    said = {"name": "秀梅合作社", "code": "C1", "kind": "cooperative", "joined_on": "2020-01-01"}
    assert lin.post(f"/members/{cast.coop}/change/", said).status_code == 409


def test_a_membership_ends(cast: Cast, lin: Client) -> None:
    lin.post(f"/members/{cast.shop}/leave/", LEAVE)
    assert "海子网店" not in names(cast)


def test_a_membership_that_has_ended_that_day_is_not_ended_again(cast: Cast, lin: Client) -> None:
    lin.post(f"/members/{cast.shop}/leave/", LEAVE)
    assert lin.post(f"/members/{cast.shop}/leave/", LEAVE).status_code == 409


# People and posts


def test_a_person_is_registered(cast: Cast, lin: Client) -> None:
    lin.post(f"/members/{cast.coop}/people/add/", PERSON)
    assert queries.people(SYSTEM, organisation_id=cast.coop, text="9999").get().name == "张新"


def test_a_wrong_phone_is_refused_in_place(cast: Cast, lin: Client) -> None:
    response = lin.post(f"/members/{cast.coop}/people/add/", PERSON | {"phone": "12"})
    assert (response.status_code, "12" in sentence(response)) == (422, True)


def test_the_form_of_a_person_shows_no_full_number(cast: Cast, lin: Client) -> None:
    page = lin.get(f"/members/people/{cast.people['mei']}/change/").text
    assert ("138****8000" in page, "13800008000" in page) == (True, False)


def test_a_number_left_masked_stays_as_it_is(cast: Cast, lin: Client) -> None:
    mei = queries.person(SYSTEM, cast.people["mei"])
    said = {"name": "林秀美", "phone": "138****8000", "code": mei.code}
    lin.post(f"/members/people/{mei.pk}/change/", said)
    changed = queries.person(SYSTEM, mei.pk)
    assert (changed.name, changed.phone) == ("林秀美", "+8613800008000")


def test_a_post_is_given_by_the_tail_of_the_phone(cast: Cast, lin: Client) -> None:
    said = {"person": "8000", "role": "keeper", "starts_on": "2026-09-01"}
    lin.post(f"/members/{cast.coop}/posts/give/", said)
    held = queries.posts(SYSTEM, on=TODAY, person_id=cast.people["mei"])
    assert {post.role for post in held} == {"grower", "keeper"}


def test_a_post_that_is_held_is_not_given_again(cast: Cast, lin: Client) -> None:
    said = {"person": "林秀梅", "role": "grower", "starts_on": "2026-09-01"}
    assert lin.post(f"/members/{cast.coop}/posts/give/", said).status_code == 409


def test_a_post_ends(cast: Cast, lin: Client) -> None:
    post = queries.posts(SYSTEM, on=TODAY, person_id=cast.people["qiao"]).get()
    lin.post(f"/members/posts/{post.pk}/end/", {"ends_on": "2026-09-10"})
    assert not queries.posts(SYSTEM, on=TODAY, person_id=cast.people["qiao"]).exists()


def test_a_manager_ends_no_post(cast: Cast) -> None:
    post = queries.posts(SYSTEM, on=TODAY, person_id=cast.people["qiao"]).get()
    assert signed_in(cast, "guo").post(f"/members/posts/{post.pk}/end/", {"ends_on": "2026-09-10"}).status_code == 403


# Grants


def give(client: Client, cast: Cast, receiver: str = "C2") -> Any:
    said = {"receiver": receiver, "permission": "storage.report", "starts_on": "2026-09-01"}
    return client.post(f"/members/{cast.coop}/grants/give/", said)


def test_a_manager_lets_another_co_op_act_for_hers(cast: Cast) -> None:
    give(signed_in(cast, "guo"), cast)
    assert [one.receiver_id for one in grants(cast)] == [cast.other_coop]


def test_what_stands_is_not_granted_again(cast: Cast) -> None:
    guo = signed_in(cast, "guo")
    give(guo, cast)
    assert give(guo, cast).status_code == 409


def test_nobody_grants_to_themselves(cast: Cast) -> None:
    assert sentence(give(signed_in(cast, "guo"), cast, "C1")) == "不用授权给自己的单位。"


def test_a_manager_grants_nothing_of_another_co_op(cast: Cast) -> None:
    assert signed_in(cast, "guo").get(f"/members/{cast.other_coop}/grants/give/").status_code == 404


def test_a_grant_is_taken_back(cast: Cast) -> None:
    guo = signed_in(cast, "guo")
    give(guo, cast)
    guo.post(f"/members/grants/{grants(cast)[0].pk}/withdraw/")
    assert grants(cast)[0].withdrawn_at is not None


def test_a_grant_taken_back_is_not_taken_back_again(cast: Cast) -> None:
    guo = signed_in(cast, "guo")
    give(guo, cast)
    address = f"/members/grants/{grants(cast)[0].pk}/withdraw/"
    guo.post(address)
    assert guo.post(address).status_code == 409


def test_a_grant_is_taken_back_by_post_only(cast: Cast) -> None:
    guo = signed_in(cast, "guo")
    give(guo, cast)
    assert guo.get(f"/members/grants/{grants(cast)[0].pk}/withdraw/").status_code == 405


# Places


def test_a_place_is_registered(cast: Cast, lin: Client) -> None:
    lin.post("/members/places/add/", PLACE)
    assert queries.places(SYSTEM).get().name == "前庄收购点"


def test_a_point_of_a_phone_map_is_turned_into_one_of_the_earth(cast: Cast, lin: Client) -> None:
    lin.post("/members/places/add/", PLACE | {"source_crs": "gcj02"})
    assert queries.places(SYSTEM).get().lon != 110.93


def test_a_point_outside_the_country_is_refused_in_place(cast: Cast, lin: Client) -> None:
    assert lin.post("/members/places/add/", PLACE | {"lon": "36.69", "lat": "110.93"}).status_code == 422
