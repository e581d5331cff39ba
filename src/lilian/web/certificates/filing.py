"""Certificates go out as paper or as Excel: a few at once, many by the worker, who tells how far it is."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.certificates import queries
from lilian.certificates.papers import SIZES
from lilian.flows.certificate_papers import printed
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, NotFound
from lilian.members import queries as members
from lilian.web.certificates.asked import Asked
from lilian.web.certificates.workbook import count, workbook
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made
from lilian.web.shell.tables.papers import XLSX

KIND = "certificates.file"
BOOK = "xlsx"
WORKING = gettext_noop("正在制作，已用 {seconds} 秒")
PAPERS_AT_ONCE, MOST_PAPERS, PAPERS_A_SECOND = 50, 2_000, 400
ROWS_AT_ONCE, ROWS_A_SECOND = 3_000, 2_000


class NoPapers(Invalid):
    code = "certificates.no_papers"
    sentence = gettext_noop("一次打印 1 到 {most} 张合格证，现在是 {given} 张。")
    remedy = gettext_noop("请选月份，或者按承诺人分开打印。")


@require_safe
@login_required
def paper(request: Request, pk: int, size: str) -> HttpResponse:
    """One certificate, on the paper asked for."""
    if size not in SIZES:
        raise NotFound()
    found = queries.certificate(request.actor, pk)
    data = printed(request.actor, [found.pk], size, request.get_host())
    return made.answer(data, f"{found.number}-{size}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def papers(request: Request, size: str) -> HttpResponse:
    """All of a list in one file."""
    if size not in SIZES:
        raise NotFound()
    actor, asked = request.actor, Asked.of(request)
    given = asked.certificates(actor).count()
    if not 0 < given <= MOST_PAPERS:
        raise NoPapers(most=MOST_PAPERS, given=given)
    if given <= PAPERS_AT_ONCE:
        data = printed(actor, keys(actor, asked), size, request.get_host())
        return made.answer(data, named(given, size, "pdf"))
    title = gettext("打印 %(count)s 张合格证") % {"count": f"{given:,}"}
    return by_worker(request, size, asked, title, -(-given // PAPERS_A_SECOND))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def book(request: Request) -> HttpResponse:
    """Issued and collected ones of a month, an issuer, a holder."""
    actor, asked = request.actor, Asked.of(request)
    given = count(actor, asked)
    if given <= ROWS_AT_ONCE:
        return made.answer(workbook(actor, asked, request.now), named(given, asked.month, BOOK), XLSX)
    title = gettext("导出 %(count)s 张合格证") % {"count": f"{given:,}"}
    return by_worker(request, BOOK, asked, title, -(-given // ROWS_A_SECOND))


def by_worker(request: Request, what: str, asked: Asked, title: str, seconds: int) -> HttpResponse:
    """Says how long it takes, and starts it. The same form sent again is the same job."""

    def act() -> str:
        said = {"what": what, "asked": asdict(asked), "host": request.get_host()}
        key = f"{KIND}:{key_of(request)}"
        job = jobs.start(actor=request.actor, kind=KIND, arguments=said, key=key, now=request.now)
        return reverse("jobs:job", args=[job.pk])

    context = {"title": title, "seconds": seconds, "back": reverse("certificates:certificates")}
    form = forms.Form(request.POST if request.method == "POST" else None)
    return FormPage("certificates/many.html", form, act, gettext("开始了，做好就能下载。"), context).answer(request)


def keys(actor: Actor, asked: Asked) -> list[int]:
    return list(asked.certificates(actor).values_list("pk", flat=True)[:MOST_PAPERS])


def named(given: int, what: str, ending: str) -> str:
    return "-".join(part for part in (gettext("合格证"), what, f"{given}") if part) + f".{ending}"


@jobs.handler(KIND)
def do(run: jobs.Run) -> None:
    """As it stands now, by who asked; the file lies in their folder for a day."""
    actor, said = members.asker(run), run.arguments
    asked, what = Asked(**said["asked"]), said["what"]
    with jobs.Telling(run, WORKING) as tell:
        name, data = _book(actor, asked, run, tell) if what == BOOK else _papers(actor, asked, what, said["host"])
    jobs.finish_with(run, jobs.MadeFile(name, data))


def _papers(actor: Actor, asked: Asked, size: str, host: str) -> tuple[str, bytes]:
    wanted = keys(actor, asked)
    return named(len(wanted), size, "pdf"), printed(actor, wanted, size, host)


def _book(actor: Actor, asked: Asked, run: Any, tell: Callable[[int, int, str], None]) -> tuple[str, bytes]:
    whole = count(actor, asked)
    data = workbook(actor, asked, run.job.created_at, lambda done: tell(done, whole, WORKING))
    return named(whole, asked.month, BOOK), data


@require_safe
@login_required
def taken(request: Request, pk: int) -> HttpResponse:
    """What a job made, for who asked for it."""
    found = jobs.made_file(request.actor, pk, KIND)
    return made.answer(found.data, found.name, XLSX if found.name.endswith(BOOK) else "application/pdf")
