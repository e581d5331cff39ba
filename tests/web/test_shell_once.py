"""A form sent twice by an impatient thumb is one act."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from lilian.conf.urls import handler404, handler500, urlpatterns  # noqa: F401
from lilian.kernel.refusal import Invalid
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from tests.again import again
from tests.members.cast import Cast, the_cast

Send = Callable[..., int]


class Nameless(Invalid):
    code = "test.nameless"
    sentence = "没有名字。"


def rename(request: Request) -> HttpResponse:
    """Adds a letter to the user's name: done twice, two letters."""

    def act() -> str:
        user = get_user_model().objects.get(pk=request.user.pk)
        user.name += request.POST["name"]
        user.save()
        if not request.POST["name"]:
            raise Nameless()
        return "/me/"

    return once(request, act)


urlpatterns = [*urlpatterns, path("test-rename/", rename)]


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.fixture
def sent(cast: Cast) -> Send:
    client = Client()
    client.force_login(cast.users["mei"])

    def send(**fields: str) -> int:
        with override_settings(ROOT_URLCONF=__name__):
            return client.post("/test-rename/", fields).status_code

    return send


def name_of(cast: Cast) -> str:
    return get_user_model().objects.get(pk=cast.users["mei"].pk).name


def test_the_second_of_two_is_not_done(cast: Cast, sent) -> None:
    sent(idempotency_key="k1", name="梅")
    sent(idempotency_key="k1", name="梅")
    assert name_of(cast) == "梅"


def test_the_second_of_two_gets_the_same_answer(sent) -> None:
    assert sent(idempotency_key="k1", name="梅") == sent(idempotency_key="k1", name="梅") == 302


def test_another_form_is_another_act(cast: Cast, sent) -> None:
    sent(idempotency_key="k1", name="梅")
    sent(idempotency_key="k2", name="梅")
    assert name_of(cast) == "梅梅"


def test_one_key_for_two_different_acts_is_refused(sent) -> None:
    sent(idempotency_key="k1", name="梅")
    assert sent(idempotency_key="k1", name="兰") == 422


def test_a_refused_form_may_be_sent_again(cast: Cast, sent) -> None:
    sent(idempotency_key="k1", name="")
    sent(idempotency_key="k1", name="梅")
    assert name_of(cast) == "梅"
