"""One organisation and one person: what is shown to whom; a phone is shown on request, and that is on record."""

from typing import Any

import pytest
from django.test import Client

from lilian.base import audit
from tests.again import again
from tests.members.cast import Cast, the_cast
from tests.web.pages import signed_in


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


def reveal(cast: Cast, name: str, whom: str, **headers: str) -> Any:
    return signed_in(cast, name).post(f"/members/people/{cast.people[whom]}/reveal/", headers=headers)


def looked_at(cast: Cast, whom: str) -> list[str]:
    found = audit.about([f"members.Person:{cast.people[whom]}"]).filter(event="members.phone_revealed")
    return [event.actor_name for event in found]


def test_everyone_sees_an_organisation(cast: Cast) -> None:
    assert "秀梅合作社" in signed_in(cast, "hai").get(f"/members/{cast.coop}/").text


def test_a_stranger_is_led_to_sign_in(cast: Cast) -> None:
    assert Client().get(f"/members/{cast.coop}/").status_code == 302


def test_an_organisation_is_only_read(cast: Cast) -> None:
    assert signed_in(cast, "lin").post(f"/members/{cast.coop}/").status_code == 405


def test_an_unknown_organisation_is_not_found(cast: Cast) -> None:
    assert signed_in(cast, "lin").get("/members/9999/").status_code == 404


def test_a_grower_sees_no_people_in_it(cast: Cast) -> None:
    assert not signed_in(cast, "mei").get(f"/members/{cast.coop}/").context["sees_people"]


def test_a_manager_sees_the_posts_of_her_own(cast: Cast) -> None:
    posts = signed_in(cast, "guo").get(f"/members/{cast.coop}/").context["posts"]
    assert [post.name for post in posts] == ["郭守库", "林秀梅"]


def test_a_manager_sees_no_posts_of_another(cast: Cast) -> None:
    assert not signed_in(cast, "guo").get(f"/members/{cast.other_coop}/").context["sees_people"]


def test_only_the_office_is_offered_to_change_it(cast: Cast) -> None:
    lin, guo = (signed_in(cast, name).get(f"/members/{cast.coop}/").text for name in ("lin", "guo"))
    address = f"/members/{cast.coop}/change/"
    assert (address in lin, address in guo) == (True, False)


def test_the_office_sees_the_history(cast: Cast) -> None:
    history = signed_in(cast, "lin").get(f"/members/{cast.coop}/").context["history"]
    assert history[-1].what == "登记为成员单位"


def test_a_manager_sees_no_history(cast: Cast) -> None:
    assert signed_in(cast, "guo").get(f"/members/{cast.coop}/").context["history"] is None


def test_the_office_may_have_a_phone_shown(cast: Cast) -> None:
    assert "138 0000 8000" in reveal(cast, "lin", "mei").text


def test_within_the_page_the_number_alone_comes_back(cast: Cast) -> None:
    assert "<html" not in reveal(cast, "lin", "mei", **{"HX-Request": "true"}).text


def test_who_had_it_shown_is_on_record(cast: Cast) -> None:
    reveal(cast, "lin", "mei")
    assert looked_at(cast, "mei") == ["林办"]


def test_a_phone_is_never_shown_for_the_asking_by_link(cast: Cast) -> None:
    assert signed_in(cast, "lin").get(f"/members/people/{cast.people['mei']}/reveal/").status_code == 405


def test_a_grower_has_no_phone_shown(cast: Cast) -> None:
    assert reveal(cast, "mei", "qiao").status_code == 404


def test_a_manager_has_no_phone_of_another_co_op_shown(cast: Cast) -> None:
    assert reveal(cast, "guo", "qiao").status_code == 404


def test_the_browser_keeps_no_revealed_number(cast: Cast) -> None:
    assert "no-store" in reveal(cast, "lin", "mei").headers["Cache-Control"]


def test_a_person_has_a_page(cast: Cast) -> None:
    assert "林秀梅" in signed_in(cast, "guo").get(f"/members/people/{cast.people['mei']}/").text


def test_a_person_of_another_co_op_is_not_found(cast: Cast) -> None:
    assert signed_in(cast, "guo").get(f"/members/people/{cast.people['qiao']}/").status_code == 404


def test_everyone_sees_oneself(cast: Cast) -> None:
    assert signed_in(cast, "mei").get(f"/members/people/{cast.people['mei']}/").status_code == 200
