"""Contracts to sign on paper: one, or a whole list in one file."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.base import jobs
from lilian.contracts import queries
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.web.contracts import printing
from lilian.web.contracts.asked import Asked
from lilian.web.contracts.papers import printed
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made

AT_ONCE, MOST = 50, 1_200  # fifty take about a second
A_SECOND = 40


class TooManyPapers(Invalid):
    code = "contracts.too_many_papers"
    sentence = gettext_noop("一次最多打印 {most} 份合同，现在是 {given} 份。")
    remedy = gettext_noop("请按合作社分开打印。")


@require_safe
@login_required
def paper(request: Request, pk: int) -> HttpResponse:
    found = queries.contract(request.actor, pk)
    return made.answer(printed(request.actor, [found]), f"{found.number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def papers(request: Request) -> HttpResponse:
    """All contracts of a list in one file: a few at once, many by the worker."""
    asked = Asked.of(request)
    found = asked.contracts(request.actor).order_by("coop__code", "pk")
    count = found.count()
    if not 0 < count <= MOST:
        raise TooManyPapers(most=MOST, given=count)
    if count <= AT_ONCE:
        return made.answer(printed(request.actor, list(found)), f"{gettext('红色订单')}-{count}.pdf")

    def act() -> str:
        return reverse("jobs:job", args=[printing.start(request, asked).pk])

    title = gettext("打印 %(count)s 份合同") % {"count": f"{count:,}"}
    context = {"title": title, "seconds": -(-count // A_SECOND), "back": reverse("contracts:contracts")}
    form = forms.Form(request.POST if request.method == "POST" else None)
    return FormPage("contracts/print_many.html", form, act, gettext("开始排版了，好了就能下载。"), context).answer(
        request
    )


@require_safe
@login_required
def papers_made(request: Request, pk: int) -> HttpResponse:
    """What a job printed, for who asked for it."""
    found = jobs.made_file(request.actor, pk, printing.KIND)
    return made.answer(found.data, found.name)
