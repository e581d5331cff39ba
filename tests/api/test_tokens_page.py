"""The page on which people issue and revoke tokens."""

from datetime import date

import pytest
from django.test import Client

from lilian.base.models import User
from lilian.members.models import ApiToken, Organisation, Person, Post
from tests.api.conftest import API, Caller

pytestmark = pytest.mark.django_db
PAGE = f"{API}/tokens"


def signed_in(organisation: Organisation, role: str) -> Client:
    user = User.objects.create_user(username=f"{role}-{organisation.code}")
    person = Person.objects.create(name="人", organisation=organisation, user=user)
    Post.objects.create(person=person, role=role, organisation=organisation, starts_on=date(2024, 1, 1))
    client = Client()
    client.force_login(user)
    return client


def wanted(at: Organisation, **changes: object) -> dict[str, object]:
    return {"organisation": at.pk, "name": "温度计", "role": "coop_manager", "days": 30, **changes}


@pytest.fixture
def manager(coop: Organisation) -> Client:
    return signed_in(coop, "coop_manager")


def secret_in(answer: object) -> str:
    return answer.context["issued"].secret  # type: ignore[attr-defined]


def test_a_stranger_is_sent_to_sign_in() -> None:
    assert Client().get(PAGE).status_code == 302


def test_a_keeper_has_no_such_page(coop: Organisation) -> None:
    assert signed_in(coop, "keeper").get(PAGE).status_code == 403


def test_a_new_token_opens_the_api(manager: Client, coop: Organisation) -> None:
    secret = secret_in(manager.post(PAGE, wanted(coop)))
    assert Caller(secret).get("/organisations").status_code == 200


def test_a_secret_is_shown_once(manager: Client, coop: Organisation) -> None:
    secret = secret_in(manager.post(PAGE, wanted(coop)))
    assert secret not in manager.get(PAGE).content.decode()


def test_the_answer_with_a_secret_is_kept_nowhere(manager: Client, coop: Organisation) -> None:
    assert "no-store" in manager.post(PAGE, wanted(coop))["Cache-Control"]


@pytest.mark.parametrize("changes", [{"role": "office"}, {"name": ""}, {"days": "7"}, {"organisation": 10**9}])
def test_what_a_manager_may_not_have_is_not_issued(
    manager: Client, coop: Organisation, changes: dict[str, object]
) -> None:
    answer = manager.post(PAGE, wanted(coop, **changes))
    assert (answer.status_code, ApiToken.objects.count()) == (422, 0)


def test_the_office_may_issue_for_any_organisation(office: Organisation, coop: Organisation) -> None:
    signed_in(office, "office").post(PAGE, wanted(coop, role="keeper"))
    assert ApiToken.objects.get().role == "keeper"


def test_a_revoked_token_opens_nothing(manager: Client, coop: Organisation) -> None:
    secret = secret_in(manager.post(PAGE, wanted(coop)))
    manager.post(f"{PAGE}/{ApiToken.objects.get().pk}/revoke")
    assert Caller(secret).get("/organisations").status_code == 401


def test_a_foreign_token_cannot_be_revoked(manager: Client, coop: Organisation, other_coop: Organisation) -> None:
    manager.post(PAGE, wanted(coop))
    stranger = signed_in(other_coop, "coop_manager")
    assert stranger.post(f"{PAGE}/{ApiToken.objects.get().pk}/revoke").status_code == 404


def test_the_session_of_the_site_opens_the_api_too(manager: Client) -> None:
    assert manager.get(f"{API}/organisations").status_code == 200
