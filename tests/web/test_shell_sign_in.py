"""Signing in: a code by phone, no sign-up, a second factor for staff, and the demo's one click."""

import re
from collections.abc import Iterator
from typing import ClassVar

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client, override_settings
from django.urls import clear_url_caches, reverse

from lilian.base.models import User
from lilian.web.shell.urls import patterns
from tests.members.cast import Cast, the_cast

PHONE = "+8613800008000"


class Kept:
    """An SMS adapter that keeps what it was given."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send_code(self, *, phone: str, code: str) -> None:
        self.sent.append((phone, code))


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cache.clear()
    Kept.sent.clear()
    made = the_cast()
    User.objects.filter(pk=made.users["mei"].pk).update(phone=PHONE, phone_verified=True)
    with override_settings(SMS_BACKEND=f"{__name__}.Kept"):
        yield made


def asked_for_code(phone: str) -> Client:
    client = Client()
    client.post(reverse("account_request_login_code"), {"phone": phone})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_code_goes_to_the_phone_that_asked(cast: Cast) -> None:
    asked_for_code("138 0000 8000")
    assert [phone for phone, _ in Kept.sent] == [PHONE]


def test_the_code_is_six_digits(cast: Cast) -> None:
    asked_for_code("13800008000")
    assert re.fullmatch(r"\d{6}", Kept.sent[0][1])


def test_the_right_code_signs_in(cast: Cast) -> None:
    client = asked_for_code("13800008000")
    client.post(reverse("account_confirm_login_code"), {"code": Kept.sent[0][1]})
    assert is_in(client)


def test_a_wrong_code_does_not_sign_in(cast: Cast) -> None:
    client = asked_for_code("13800008000")
    wrong = f"{(int(Kept.sent[0][1]) + 1) % 1_000_000:06d}"
    client.post(reverse("account_confirm_login_code"), {"code": wrong})
    assert not is_in(client)


def test_an_unknown_phone_is_sent_nothing(cast: Cast) -> None:
    asked_for_code("13900000000")
    assert Kept.sent == []


def test_an_unknown_phone_gets_the_same_answer(cast: Cast) -> None:
    known = Client().post(reverse("account_request_login_code"), {"phone": "13800008000"})
    unknown = Client().post(reverse("account_request_login_code"), {"phone": "13900000000"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_nobody_signs_up_alone(cast: Cast) -> None:
    assert Client().get(reverse("account_signup")).headers["Location"] == reverse("account_login")


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


@override_settings(DEMO=False)
def test_staff_without_a_second_factor_are_led_to_set_one_up(cast: Cast) -> None:
    assert signed_in(cast, "lin").get("/").headers["Location"] == reverse("second_factor")


@override_settings(DEMO=False)
def test_the_page_that_sets_it_up_opens(cast: Cast) -> None:
    assert signed_in(cast, "lin").get(reverse("second_factor")).status_code == 200


@override_settings(DEMO=False)
def test_staff_with_a_second_factor_come_in(cast: Cast) -> None:
    TOTP.activate(cast.users["lin"], generate_totp_secret())
    assert signed_in(cast, "lin").get("/").status_code == 200


@override_settings(DEMO=False)
def test_a_grower_needs_no_second_factor(cast: Cast) -> None:
    assert signed_in(cast, "mei").get("/").status_code == 200


@pytest.mark.parametrize("phone", [None, PHONE])
def test_a_password_opens_without_a_verified_phone(cast: Cast, phone: str | None) -> None:
    User.objects.filter(pk=cast.users["mei"].pk).update(phone=phone, phone_verified=False)
    cast.users["mei"].refresh_from_db()
    cast.users["mei"].set_password("pears ripen in september")
    cast.users["mei"].save()
    client = Client()
    client.post(reverse("account_login"), {"login": "mei", "password": "pears ripen in september"})
    assert is_in(client)


@pytest.fixture
def demo_user(cast: Cast) -> User:
    User.objects.filter(pk=cast.users["mei"].pk).update(username="demo-grower")
    return cast.users["mei"]


def test_the_demo_signs_in_by_one_click(demo_user: User) -> None:
    client = Client()
    client.post("/demo/enter/", {"username": "demo-grower"})
    assert is_in(client)


def test_the_demo_lists_its_accounts_by_role(demo_user: User) -> None:
    assert 'value="demo-grower"' in Client().get(reverse("account_login")).text


def test_the_demo_opens_no_other_account(cast: Cast) -> None:
    client = Client()
    assert (client.post("/demo/enter/", {"username": "lin"}).status_code, is_in(client)) == (404, False)


@override_settings(DEMO=False)
def test_outside_the_demo_the_click_does_nothing(demo_user: User) -> None:
    client = Client()
    assert (client.post("/demo/enter/", {"username": "demo-grower"}).status_code, is_in(client)) == (404, False)


@override_settings(DEMO=False)
def test_outside_the_demo_no_account_is_listed(demo_user: User) -> None:
    assert "demo-grower" not in Client().get(reverse("account_login")).text


def test_outside_the_demo_its_addresses_do_not_exist() -> None:
    assert {"demo_enter", "demo_roles"} & {getattr(each, "name", "") for each in patterns(demo=False)} == set()


@override_settings(DEMO=True, SECURE_SSL_REDIRECT=True)
def test_the_demo_and_a_real_site_exclude_each_other() -> None:
    clear_url_caches()
    assert "lilian.E001" in {message.id for message in run_checks()}
