"""The door: who comes in, and how it refuses."""

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from pydantic import BaseModel

from lilian.api import attempts
from lilian.api.door import door
from lilian.api.operations import ROUTERS
from lilian.members.models import Organisation
from tests.api.conftest import API, Caller
from tests.api.test_tokens_page import signed_in

pytestmark = pytest.mark.django_db


def test_a_stranger_is_asked_for_a_token() -> None:
    answer = Client().get(f"{API}/organisations")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_wrong_token_is_refused() -> None:
    assert Caller("lilian_wrong").get("/organisations").status_code == 401


def test_wrong_tokens_run_out() -> None:
    answers = [Caller(f"lilian_{n}").get("/organisations").status_code for n in range(attempts.MOST_WRONG + 1)]
    assert (set(answers[:-1]), answers[-1]) == ({401}, 429)


def test_a_refusal_speaks_the_readers_language(coop: Organisation) -> None:
    said = {
        tongue: Client(headers={"Accept-Language": tongue}).get(f"{API}/organisations")["Content-Language"]
        for tongue in ("zh-CN", "en")
    }
    assert said == {"zh-CN": "zh-hans", "en": "en"}


def test_an_unknown_address_is_a_problem() -> None:
    answer = Client().get(f"{API}/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "api.no_such_address")


def test_a_wrong_method_says_which_are_right() -> None:
    answer = Client().delete(f"{API}/organisations")
    assert (answer.status_code, answer["Allow"], answer.json()["code"]) == (405, "GET", "api.wrong_method")


def test_wrong_values_are_named_one_by_one(lin: Caller) -> None:
    answer = lin.get("/organisations?page=0&kind=castle")
    assert [(one["where"], one["field"]) for one in answer.json()["errors"]] == [("query", "page"), ("query", "kind")]


@pytest.mark.parametrize("query", ["text=%00", "page=9" + "9" * 30, "on=0000-00-00", "text=%ff%fe", "kind=%ed%a0%80"])
def test_odd_bytes_are_refused_or_found_nowhere(lin: Caller, query: str) -> None:
    assert lin.get(f"/organisations?{query}").status_code in {200, 422}


@pytest.mark.slow
def test_the_description_names_every_operation_once() -> None:
    schema = json.loads(Client().get(f"{API}/openapi.json").content)
    names = [operation["operationId"] for methods in schema["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))


@pytest.mark.slow
@pytest.mark.parametrize("tongue", ["zh-CN", "en"])
def test_the_page_about_the_api_is_open_in_both_languages(tongue: str) -> None:
    answer = Client(headers={"Accept-Language": tongue}).get(f"{API}/docs")
    assert (answer.status_code, answer["Content-Language"]) == (200, {"zh-CN": "zh-hans", "en": "en"}[tongue])


@pytest.mark.slow
def test_the_page_about_the_api_keeps_to_the_content_policy() -> None:
    page = Client().get(f"{API}/docs").content.decode()
    inline = re.findall(r"<script(?![^>]* (?:src|nonce)=)|<style|\sstyle=", page)
    assert inline == []


@pytest.mark.slow
def test_the_page_about_the_api_is_folded_by_module_and_a_link_opens_its_fold() -> None:
    """What a fragment names lies inside its fold, so that a browser opens it on the way there."""
    page = Client().get("/api/v1/docs").content.decode()
    folds = page.split('<details class="api-group">')[1:]
    assert len(folds) == len(ROUTERS)
    for (name, _, _), fold in zip(ROUTERS, folds, strict=True):
        assert f'href="#{name}"' in page
        assert fold.index("</summary>") < fold.index(f'id="{name}"')


def test_a_stranger_reading_about_the_api_is_offered_to_sign_in() -> None:
    page = Client().get(f"{API}/docs").content.decode()
    assert (reverse("account_login") in page, reverse("api-tokens") in page) == (True, False)


def test_a_member_reads_about_the_api_inside_the_site(coop: Organisation) -> None:
    client = signed_in(coop, "coop_manager")
    page = client.get(f"{API}/docs").content.decode()
    assert ('aria-current="page"' in page, reverse("api-tokens") in page) == (True, True)


def shapes(base: type) -> Iterator[type]:
    for made in base.__subclasses__():
        if made.__module__.startswith("lilian.api.") and "[" not in made.__name__:
            yield made
        yield from shapes(made)


def test_every_shape_has_a_name_of_its_own() -> None:
    """The description knows shapes by name: of two with one name it would show only the last."""
    modules: dict[str, set[str]] = {}
    for made in shapes(BaseModel):
        modules.setdefault(made.__name__, set()).add(made.__module__)
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}


def test_the_description_says_where_a_file_is_the_body() -> None:
    paths = door.get_openapi_schema(path_prefix=f"{API}/")["paths"]
    bodies = {
        operation["operationId"]: list(operation["requestBody"]["content"])
        for methods in paths.values()
        for operation in methods.values()
        if "requestBody" in operation
    }
    assert {name: kinds for name, kinds in bodies.items() if kinds != ["application/json"]} == {
        "add_line_file": ["text/csv"]
    }
