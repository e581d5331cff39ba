"""How an operation is declared: what it answers, what it needs, and its words."""

from collections.abc import Callable
from typing import Any

from ninja import Router

from lilian.api.once import once
from lilian.api.problems import Problem
from lilian.base.policy import POLICY

View = Callable[..., Any]
READ_REFUSALS = (401, 403, 404, 422, 429, 503)
WRITE_REFUSALS = (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
NEEDS = "x-needs"


def answers(good: Any, status: int, refusals: tuple[int, ...]) -> dict[int, Any]:
    return {status: good} | dict.fromkeys(refusals, Problem)


def needs_of(permission: str) -> dict[str, Any]:
    """The permission and the roles that hold it, for the description.

    :raises KeyError: if the permission is not in the policy table
    """
    return {
        NEEDS: {
            "permission": permission,
            "roles": {role.value: scope.value for role, scope in POLICY[permission].items()},
        }
    }


def read(
    router: Router, path: str, *, answer: Any, needs: str, summary: str, description: str
) -> Callable[[View], View]:
    """Declare a GET."""
    return router.get(
        path,
        response=answers(answer, 200, READ_REFUSALS),
        summary=summary,
        description=description,
        openapi_extra=needs_of(needs),
    )


def write(
    router: Router, call: str, *, answer: Any, needs: str, summary: str, description: str, status: int = 200
) -> Callable[[View], View]:
    """Declare a write, `POST /path`: done once per `Idempotency-Key`, in one transaction with its stored answer."""
    method, path = call.split(" ")

    def declared(view: View) -> View:
        return router.api_operation(
            [method],
            path,
            response=answers(answer, status, WRITE_REFUSALS),
            summary=summary,
            description=description,
            openapi_extra=needs_of(needs),
        )(once(view, shape=answer, status=status))

    return declared
