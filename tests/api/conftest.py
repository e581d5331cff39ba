"""The cast, each with a token: Lin (office), Guo (keeper of Mei's co-op), Qiao's co-op as the foreign one."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.members.actions.tokens import issue_token
from lilian.members.models import Organisation, Place
from tests.api.world import World, made

API = "/api/v1"


@pytest.fixture(autouse=True)
def no_attempts_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        cache.clear()


def content_type(body: Any) -> str:
    """Bytes are a file, all else is JSON."""
    return "text/csv" if isinstance(body, bytes) else "application/json"


@dataclass(frozen=True)
class Caller:
    """A program that calls with one token."""

    secret: str

    def call(self, method: str, path: str, body: Any = None, key: str | None = None, **headers: str) -> HttpResponse:
        """`path` below /api/v1; a write gets a fresh key unless one is given; bytes go as a CSV file."""
        sent = {"Authorization": f"Bearer {self.secret}", **headers}
        if method != "GET":
            sent["Idempotency-Key"] = key or str(uuid4())
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body)
        return Client(headers=sent).generic(method, API + path, data, content_type(body))

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, key: str | None = None) -> HttpResponse:
        return self.call("POST", path, body if body is not None else {}, key)

    def put(self, path: str, body: Any = None, key: str | None = None) -> HttpResponse:
        return self.call("PUT", path, body if body is not None else {}, key)


def organisation(code: str, kind: str = "cooperative", level: str = "base") -> Organisation:
    return Organisation.objects.create(
        code=code, name=f"单位{code}", kind=kind, level=level, joined_on=date(2024, 1, 1)
    )


@pytest.fixture
def office(db: None) -> Organisation:
    return organisation("LMB", "bureau", "bureau")


@pytest.fixture
def coop(db: None) -> Organisation:
    """The co-op of Mei and Guo."""
    return organisation("HZS-01")


@pytest.fixture
def other_coop(db: None) -> Organisation:
    """The co-op of Qiao."""
    return organisation("HZS-02")


@pytest.fixture
def token_for() -> Callable[[Role, Organisation], Caller]:
    """Make a caller with a role at an organisation."""

    def made(role: Role, at: Organisation) -> Caller:
        issued = issue_token(actor=system("test"), organisation_id=at.pk, name=f"{role}", role=role, now=timezone.now())
        return Caller(issued.secret)

    return made


@pytest.fixture
def lin(token_for: Any, office: Organisation) -> Caller:
    return token_for(Role.OFFICE, office)


@pytest.fixture
def guo(token_for: Any, coop: Organisation) -> Caller:
    return token_for(Role.KEEPER, coop)


@pytest.fixture
def place(coop: Organisation) -> Place:
    return Place.objects.create(code="SGD-01", name="上庄收购点", kind="collection_point", lat=36.7, lon=110.9)


@pytest.fixture
def world(coop: Organisation, other_coop: Organisation) -> World:
    """Stores, rooms, lots and terms of both co-ops."""
    return made(coop, other_coop)


@pytest.fixture
def mei_manager(token_for: Any, coop: Organisation) -> Caller:
    """The manager of Mei's co-op."""
    return token_for(Role.COOP_MANAGER, coop)
