"""The API against its own description: generated calls, good and bad, on every operation.

`LILIAN_API_EXAMPLES` sets how many calls each operation gets (6 here; a nightly run takes more).
"""

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as generation
from hypothesis.strategies import one_of
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from lilian.api import attempts
from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.members.actions.tokens import issue_token
from lilian.members.models import Organisation
from tests.api.conftest import API
from tests.api.test_permissions import OPERATIONS
from tests.api.world import World

EXAMPLES = int(os.environ.get("LILIAN_API_EXAMPLES", "6"))
SECRET = "lilian_known-to-this-test-only"
# A day or a weight may be well-formed and still be refused by a rule; that answer is 422 by design.
CONFIG = {
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "422"]}},
}
application = get_wsgi_application()


def uncompressed(environ: dict[str, Any], start_response: Any) -> Any:
    """The application for a client that reads plain answers only, as the generated calls do."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    return application(environ, start_response)


class KnownToken:
    """Good credentials, named as such, so that the calls without them and with wrong ones are made too."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        return SECRET

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@cache
def described() -> Any:
    """The description as the generator reads it: read by the first test of a process, not by each that collects."""
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", uncompressed, config=SchemathesisConfig.from_dict(CONFIG)
    )
    schema.auth()(KnownToken)
    return schema


@pytest.fixture
def known_token(office: Organisation, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's token, in a county that has something in it."""
    monkeypatch.setattr(attempts, "MOST_WRONG", 10**9)
    issue_token(
        actor=system("test"),
        organisation_id=office.pk,
        name="生成的调用",
        role=Role.OFFICE,
        now=timezone.now(),
        make_secret=lambda: SECRET,
    )


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests over WSGI would close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.usefixtures("known_token", "one_connection")
def test_an_operation_keeps_to_its_description(name: str) -> None:
    method, path, _ = OPERATIONS[name]
    operation = described()[API + path][method]

    @generation(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=one_of(operation.as_strategy(mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)))
    def called(case: schemathesis.Case) -> None:
        case.call_and_validate()

    called()
