"""One small write behind a door of its own: it leaves an audit event, so that effects can be counted."""

from django.urls import include, path
from django.utils import timezone
from ninja import Router

from lilian.api import handlers
from lilian.api.actors import Request, Token
from lilian.api.bounds import Code
from lilian.api.guard import guard
from lilian.api.openapi import Door
from lilian.api.operation import write
from lilian.api.reading import StrictParser
from lilian.api.shapes import Asked
from lilian.base import audit
from lilian.kernel.refusal import AlreadyDone

router = Router()


class Wish(Asked):
    code: Code


class Granted(Asked):
    code: str
    number: int


@write(router, "POST /wishes", answer=Granted, status=201, needs="members.see", summary="愿望", description="试试。")
def make_wish(request: Request, wish: Wish) -> object:
    """Writes first and refuses after, so that a refusal has something to undo."""
    event = audit.record(actor=request.auth, event="test.wished", subject=wish.code, at=timezone.now())
    if wish.code == "taken":
        raise AlreadyDone()
    return {"code": wish.code, "number": event.number}


READ: list[str] = []


def read_wish(_request: Request, wish: Wish) -> str:
    READ.append(wish.code)
    return wish.code.upper()


@write(
    router,
    "POST /slow-wishes",
    answer=Granted,
    status=201,
    needs="members.see",
    summary="愿望",
    description="先读。",
    first=read_wish,
)
def make_slow_wish(request: Request, wish: Wish) -> object:
    return {"code": request.ready, "number": len(READ)}


door = Door(urls_namespace="probe", docs_url=None, parser=StrictParser(), auth=[Token()])
handlers.install(door)
door.add_router("", router, tags=["probe"])
operations, _app, namespace = door.urls
urlpatterns = [
    path("api/v1/", include((guard(operations), _app), namespace=namespace)),
    path("", include("lilian.conf.urls")),
]
