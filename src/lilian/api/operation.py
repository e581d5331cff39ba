"""How an operation is declared: what it answers, what it needs, and its words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from ninja import Router

from lilian.api.actors import Request
from lilian.api.once import once
from lilian.base.policy import POLICY

View = Callable[..., Any]
READ_REFUSALS = (401, 403, 404, 422, 429, 503)
WRITE_REFUSALS = (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
NEEDS = "x-needs"
JSON = "application/json"
OTHER_FORMATS: dict[str, str] = {}  # operation -> what its body is, where that is not JSON


def answers(good: Any, status: int, refusals: tuple[int, ...]) -> dict[int, Any]:
    """By status. What a refusal looks like is said in `openapi`, once: the framework would make a shape of its own for
    each of every operation, two thousand of them, which takes a second at each start."""
    return {status: good} | dict.fromkeys(refusals)


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


def file_body(takes: str) -> dict[str, Any]:
    """The body as the description has it."""
    return {"requestBody": {"required": True, "content": {takes: {"schema": {"type": "string"}}}}}


def file_answer(formats: tuple[str, ...]) -> dict[str, Any]:
    """An answer that is a file of one of these media types, as the description has it."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in formats}
    return {"responses": {200: {"content": content}}} if formats else {}


def permitted(view: View, permission: str) -> View:
    """The view behind its permission: who holds it nowhere is refused before anything is looked up."""

    @wraps(view)
    def checked(request: Request, **values: Any) -> Any:
        request.auth.must(permission)
        return view(request, **values)

    return checked


def read(
    router: Router,
    path: str,
    *,
    answer: Any,
    needs: str,
    summary: str,
    description: str,
    refusals: tuple[int, ...] = (),
    formats: tuple[str, ...] = (),
) -> Callable[[View], View]:
    """Declare a GET. `formats`: the media types of a file that is answered instead of JSON; `answer` is None then."""

    def declared(view: View) -> View:
        return router.get(
            path,
            response=answers(answer, 200, tuple(sorted((*READ_REFUSALS, *refusals)))),
            summary=summary,
            description=description,
            openapi_extra=needs_of(needs) | file_answer(formats),
        )(permitted(view, needs))

    return declared


def write(
    router: Router,
    call: str,
    *,
    answer: Any,
    needs: str,
    summary: str,
    description: str,
    status: int = 200,
    first: View | None = None,
) -> Callable[[View], View]:
    """Declare a write, `POST /path`: done once per `Idempotency-Key`, in one transaction with its stored answer.

    `first` is done before the transaction (see `once`). `POST /path text/csv` takes a file as its body, not JSON.
    """
    method, path, takes = (*call.split(" "), JSON)[:3]
    ready = permitted(first, needs) if first else None
    extra = needs_of(needs) | ({} if takes == JSON else file_body(takes))

    def declared(view: View) -> View:
        if takes != JSON:
            OTHER_FORMATS[view.__name__] = takes
        return router.api_operation(
            [method],
            path,
            response=answers(answer, status, WRITE_REFUSALS),
            summary=summary,
            description=description,
            openapi_extra=extra,
        )(once(permitted(view, needs), shape=answer, status=status, first=ready))

    return declared
