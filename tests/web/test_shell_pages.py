"""The shell's own pages: who sees them, and how they are shown."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.again import again
from tests.members.cast import Cast, the_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


@pytest.mark.parametrize("name", ["mei", "guo", "lin", "hai"])
def test_everyone_has_a_home(cast: Cast, name: str) -> None:
    assert signed_in(cast, name).get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/me/", "/styleguide/"])
def test_a_stranger_is_led_to_sign_in(db: None, path: str) -> None:
    assert Client().get(path).headers["Location"].startswith("/accounts/login/")


def test_the_home_is_only_read(cast: Cast) -> None:
    assert signed_in(cast, "mei").post("/").status_code == 405


def test_the_office_sees_the_style_guide(cast: Cast) -> None:
    assert signed_in(cast, "lin").get("/styleguide/").status_code == 200


def test_a_grower_is_refused_the_style_guide(cast: Cast) -> None:
    assert signed_in(cast, "mei").get("/styleguide/").status_code == 403


def test_a_grower_has_no_link_to_what_she_may_not_open(cast: Cast) -> None:
    assert reverse("styleguide") not in signed_in(cast, "mei").get("/").text


def test_where_one_is_is_marked_in_the_navigation(cast: Cast) -> None:
    assert '<a href="/" aria-current="page"' in signed_in(cast, "mei").get("/").text


def test_a_chosen_text_size_is_remembered_with_the_user(cast: Cast) -> None:
    signed_in(cast, "mei").post("/prefer/", {"text": "big"})
    assert 'data-text="big"' in signed_in(cast, "mei").get("/").text


def test_a_chosen_language_is_remembered_with_the_user(cast: Cast) -> None:
    signed_in(cast, "mei").post("/prefer/", {"language": "en"})
    assert '<html lang="en"' in signed_in(cast, "mei").get("/").text


def test_a_chosen_theme_is_kept_on_the_device(cast: Cast) -> None:
    client = signed_in(cast, "mei")
    client.post("/prefer/", {"theme": "dark"})
    assert 'data-bs-theme="dark"' in client.get("/").text


def test_an_unknown_choice_sets_nothing(cast: Cast) -> None:
    assert not signed_in(cast, "mei").post("/prefer/", {"text": "huge"}).cookies


def test_a_choice_never_leads_to_another_site(db: None) -> None:
    assert Client().post("/prefer/", {"theme": "dark", "next": "//evil.example/"}).headers["Location"] == "/"


def test_a_living_process_says_so(db: None) -> None:
    assert Client().get("/healthz").json() == {"alive": True}


def test_a_process_with_its_database_is_ready(db: None) -> None:
    assert Client().get("/readyz").json() == {"ready": True}
