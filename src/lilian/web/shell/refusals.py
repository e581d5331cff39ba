"""Refusals and errors as pages: what is wrong, what to do, and a short code to read out on the phone."""

import zlib
from dataclasses import dataclass
from typing import Any

import structlog
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from lilian.kernel.refusal import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal
from lilian.web.shell.requests import Request

STATUS: tuple[tuple[type[Refusal], int], ...] = ((NotAllowed, 403), (NotFound, 404), (Invalid, 422), (AlreadyDone, 409))
OTHER_REFUSAL = 409


@dataclass(frozen=True)
class Told:
    """A refusal in the reader's words."""

    sentence: str
    remedy: str
    code: str


def status_of(refusal: Refusal) -> int:
    return next((status for kind, status in STATUS if isinstance(refusal, kind)), OTHER_REFUSAL)


def spoken_code(code: str) -> str:
    """`storage.room_full` -> `S-482-137`: a letter for the module and twice three digits, easy to read out."""
    number = zlib.crc32(code.encode()) % 900_000 + 100_000  # six digits: four were too few for 500 kinds of refusal
    return f"{code[:1].upper()}-{number // 1000}-{number % 1000:03}"


def told(refusal: Refusal) -> Told:
    return Told(*refusal.parts(gettext), spoken_code(refusal.code))


def answer(request: Request, refusal: Refusal) -> HttpResponse:
    """A whole page, or for htmx the notice alone, with the status that fits the kind."""
    part = bool(getattr(request, "htmx", False)) and not request.htmx.boosted
    template = "shell/refusal_part.html" if part else "shell/refusal.html"
    return render(request, template, {"told": told(refusal)}, status=status_of(refusal))


def error_page(request: Request, status: int, sentence: str, remedy: str) -> HttpResponse:
    context = {"told": Told(sentence, remedy, f"H-{status}")}
    return render(request, "shell/refusal.html", context, status=status)


def bad_request(request: Request, exception: Any = None) -> HttpResponse:
    return error_page(request, 400, gettext("这次提交的内容无法识别。"), gettext("请返回上一页，刷新后再试。"))


def forbidden(request: Request, exception: Any = None) -> HttpResponse:
    return answer(request, NotAllowed())


def stale_form(request: Request, reason: str = "") -> HttpResponse:
    """Django's cross-site check failed: nearly always a page that stood open too long."""
    return error_page(
        request, 403, gettext("页面打开太久，已经失效。"), gettext("请返回上一页，刷新后再提交；填过的内容还在本机。")
    )


def not_found(request: Request, exception: Any = None) -> HttpResponse:
    return error_page(request, 404, gettext("没有找到这个页面。"), gettext("请检查网址，或从首页重新进入。"))


def server_error(request: Request) -> HttpResponse:
    """The last resort stands on nothing that may be broken: no database, no actor."""
    code = zlib.crc32(repr((request.path, getattr(request, "csp_nonce", ""))).encode()) % 9000 + 1000
    structlog.get_logger("lilian.web").error("page_failed", path=request.path, code=f"E-{code}")
    context = {"code": f"E-{code}", "csp_nonce": getattr(request, "csp_nonce", "")}
    return render(None, "shell/broken.html", context, status=500)
