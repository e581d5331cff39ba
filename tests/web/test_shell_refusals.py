"""A refusal is told as a sentence with a code and the next step, and never as a stack of Python lines."""

import importlib
import pkgutil

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

import lilian
from lilian.kernel.refusal import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal
from lilian.web.shell.refusals import spoken_code, status_of
from tests.again import again
from tests.members.cast import Cast, the_cast


class RoomFull(Refusal):
    code = "test.room_full"
    sentence = "{room} 号库只剩 {free} 吨。"
    remedy = "请改送 {other}。"


def refuse(request: HttpRequest) -> HttpResponse:
    raise RoomFull(room="K001", free=3, other="K014")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the inside")


from lilian.conf.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: E402, F401

urlpatterns = [*urlpatterns, path("test-refuse/", refuse), path("test-fail/", fail)]
here = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def cast(db: None) -> Cast:
    return again(the_cast)


@pytest.mark.parametrize(
    ("kind", "status"), [(NotAllowed, 403), (NotFound, 404), (Invalid, 422), (AlreadyDone, 409), (RoomFull, 409)]
)
def test_the_status_fits_the_kind(kind: type[Refusal], status: int) -> None:
    assert status_of(kind()) == status


@here
def test_a_refusal_is_a_page_with_its_sentence(db: None) -> None:
    assert "K001 号库只剩 3 吨。" in Client().get("/test-refuse/").text


@here
def test_a_refusal_says_what_to_do(db: None) -> None:
    assert "请改送 K014。" in Client().get("/test-refuse/").text


@here
def test_a_refusal_has_its_code(db: None) -> None:
    assert spoken_code("test.room_full") in Client().get("/test-refuse/").text


@here
def test_htmx_gets_the_notice_alone(db: None) -> None:
    answer = Client().get("/test-refuse/", headers={"HX-Request": "true"})
    assert (answer.status_code, "<html" in answer.text) == (409, False)


@here
def test_a_failure_tells_nothing_of_the_inside(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/test-fail/")
    assert (answer.status_code, "secret" in answer.text, "E-" in answer.text) == (500, False, True)


def test_an_unknown_address_has_a_code_and_a_way_home(db: None) -> None:
    answer = Client().get("/nowhere/")
    assert (answer.status_code, "H-404" in answer.text, 'href="/"' in answer.text) == (404, True, True)


def test_a_form_from_elsewhere_is_refused_with_a_sentence(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/prefer/", {"text": "big"})
    assert (answer.status_code, "页面打开太久" in answer.text) == (403, True)


def every_refusal() -> set[type[Refusal]]:
    for module in pkgutil.walk_packages(lilian.__path__, "lilian."):
        if not module.name.rpartition(".")[2].startswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    found, fresh = set(), {Refusal}
    while fresh:
        found |= fresh
        fresh = {child for kind in fresh for child in kind.__subclasses__()} - found
    return {kind for kind in found if kind.__module__.startswith("lilian.")}


def test_no_two_refusals_share_the_code_read_out_on_the_phone() -> None:
    codes = {kind.code for kind in every_refusal()}
    assert len({spoken_code(code) for code in codes}) == len(codes)


def test_a_page_that_htmx_boosts_is_whole(rf: RequestFactory, db: None) -> None:
    with here:
        answer = Client().get("/test-refuse/", headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert "<html" in answer.text
