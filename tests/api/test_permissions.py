"""Every operation x every role: who is not in the policy table is refused; strangers and odd roles get nowhere.

The table is made from the description; an operation without a sample call in `CALLS` fails.
"""

from typing import Any

import pytest
from django.test import Client

from lilian.api.door import door
from lilian.base.policy import Role, scopes
from lilian.members.models import Organisation
from tests.api.calls import CALLS
from tests.api.conftest import API, Caller, content_type

pytestmark = pytest.mark.django_db
OPERATIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    operation["operationId"]: (method.upper(), path.removeprefix(API), operation)
    for path, methods in door.get_openapi_schema(path_prefix=API + "/")["paths"].items()
    for method, operation in methods.items()
}


def address(name: str) -> str:
    """`?` among the values is the query."""
    values = dict(CALLS[name][0])
    query = values.pop("?", "")
    return OPERATIONS[name][1].format(**values) + (f"?{query}" if query else "")


def sent(caller: Caller, name: str) -> int:
    """Call it on records that are not there: allowed roles get past the door, the others do not."""
    return caller.call(OPERATIONS[name][0], address(name), CALLS[name][1]).status_code


def test_every_operation_has_a_sample_call() -> None:
    assert CALLS.keys() == OPERATIONS.keys()


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_stranger_gets_nowhere(name: str) -> None:
    method = OPERATIONS[name][0]
    answer = Client().generic(method, API + address(name), b"", "application/json")
    assert answer.status_code == 401


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_role_is_refused_exactly_where_the_policy_says(name: str, coop: Organisation, token_for: Any) -> None:
    needed = OPERATIONS[name][2]["x-needs"]["permission"]
    refused = {role for role in Role if sent(token_for(role, coop), name) == 403}
    assert refused == set(Role) - set(scopes(needed))


@pytest.mark.parametrize("name", [name for name, (method, _, _) in OPERATIONS.items() if method != "GET"])
def test_a_write_asks_for_a_key(name: str, lin: Caller) -> None:
    method = OPERATIONS[name][0]
    answer = Client(headers={"Authorization": f"Bearer {lin.secret}"}).generic(
        method, API + address(name), b"{}", content_type(CALLS[name][1])
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "api.no_idempotency_key")


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_its_words(name: str) -> None:
    operation = OPERATIONS[name][2]
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"][0] in {tag["name"] for tag in door.get_openapi_schema(path_prefix=API)["tags"]}
