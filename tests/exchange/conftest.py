"""Programs of Guo's co-op manager, of a shop, and of a grower, each with a token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.members.actions.tokens import issue_token
from lilian.members.models import Organisation
from tests.api.work import work_off
from tests.epcis.examples import a_document


@dataclass(frozen=True)
class Partner:
    """A program that calls /epcis/ with one token."""

    secret: str

    def call(
        self, method: str, path: str, body: Any = b"", kind: str = "application/json", **headers: str
    ) -> HttpResponse:
        sent = {"Authorization": f"Bearer {self.secret}"} | {
            name.replace("_", "-"): told for name, told in headers.items()
        }
        return Client(headers=sent).generic(method, f"/epcis{path}", body, kind)

    def get(self, path: str, asked: dict[str, str] | None = None, **headers: str) -> HttpResponse:
        sent = {"Authorization": f"Bearer {self.secret}"} | {
            name.replace("_", "-"): told for name, told in headers.items()
        }
        return Client(headers=sent).get(f"/epcis{path}", asked or {})

    def capture(self, *bodies: dict[str, Any], **headers: str) -> dict[str, Any]:
        """Capture a document and let the worker do its part; the capture's state."""
        answer = self.call("POST", "/capture", a_document(*bodies), **headers)
        assert answer.status_code == 202, answer.content
        work_off()
        return self.get(answer["Location"].partition("/epcis")[2]).json()

    def ids(self, path: str = "/events", **asked: str) -> list[str]:
        """The ids of the events found, all pages of them."""
        answer = self.get(path, {"perPage": "100"} | asked)
        assert answer.status_code == 200, answer.content
        return [body["eventID"] for body in events_of(answer)]


def events_of(answer: HttpResponse) -> list[dict[str, Any]]:
    return answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


@pytest.fixture
def partner_for(db: None) -> Callable[[Role, str], Partner]:
    def made(role: Role, code: str = "HZS-01") -> Partner:
        at, _ = Organisation.objects.get_or_create(
            code=code,
            defaults={"name": code, "kind": "cooperative", "level": "base", "joined_on": date(2024, 1, 1)},
        )
        issued = issue_token(actor=system("test"), organisation_id=at.pk, name=f"{role}", role=role, now=timezone.now())
        return Partner(issued.secret)

    yield made
    cache.clear()


@pytest.fixture
def shop(partner_for: Any) -> Partner:
    return partner_for(Role.SELLER)
