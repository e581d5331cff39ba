"""A supplier's page: what is wanted, and its own bid, written here or read from its workbook."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.purchasing import actions, queries
from lilian.purchasing.sheets import PRICES
from lilian.purchasing.values import PaperKind
from lilian.sheets import LIMITS
from lilian.sheets.refusals import TooBig
from lilian.web.purchasing import quote_book
from lilian.web.purchasing.quote_form import OF_LINE, TERMS, QuoteForm, said_before
from lilian.web.purchasing.views.campaign import article_lines, frame
from lilian.web.shell.form_page import UNPROCESSABLE, FormPage
from lilian.web.shell.in_place import in_place
from lilian.web.shell.once import key_of
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import drafts
from lilian.web.shell.tables.papers import as_download

MORE = tuple(name for name in OF_LINE if name != "steps")


def suppliers(actor: Actor) -> dict[int, str]:
    """Those the actor bids for."""
    return members.organisation_names(actor.reach("purchasing.quote").organisation_ids)


@dataclass(frozen=True)
class Asked:
    """What one supplier bids on: the campaign, its articles with what is wanted, where it may go, the own last bid."""

    campaign: Any
    lines: list[dict[str, Any]]
    places: list[tuple[str, str]]
    bid: Any

    @classmethod
    def of(cls, request: Request, pk: int) -> "Asked":
        request.actor.must("purchasing.quote")
        found = queries.campaign(request.actor, pk)
        bid = next((queries.own_quote(request.actor, pk, key) for key in suppliers(request.actor)), None)
        return cls(found, article_lines(request, found), queries.delivery_places(request.actor, pk), bid)

    def form(self, request: Request, data: Any = None, **said: Any) -> QuoteForm:
        initial = said_before(self.bid) | said
        return QuoteForm(
            data, suppliers=suppliers(request.actor), lines=self.lines, places=self.places, initial=initial
        )

    def context(self, request: Request, form: QuoteForm) -> dict[str, Any]:
        return frame(request, self.campaign) | {
            "bid": self.bid,
            "lines": [self._line(line, form) for line in self.lines],
            "terms": [form[name] for name in TERMS],
            "papers": [form[f"{part}_{kind}"] for kind in PaperKind for part in ("paper", "until")],
            "freight": form["freight_fen"],
            "places": [
                {"name": name, "freight": form[f"freight_{code}"], "out": form[f"out_{code}"]}
                for code, name in self.places
            ],
            "own_freight": any(
                form[f"freight_{code}"].value() or form[f"out_{code}"].value() for code, _ in self.places
            ),
        }

    def _line(self, line: dict[str, Any], form: QuoteForm) -> dict[str, Any]:
        pk = line["article"].pk
        more = [form[f"{name}_{pk}"] for name in MORE]
        return line | {"steps": form[f"steps_{pk}"], "more": more, "bad": any(field.errors for field in more)}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quote(request: Request, pk: int) -> HttpResponse:
    asked = Asked.of(request, pk)
    form = asked.form(request, request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.submit_quote(actor=request.actor, draft=form.draft(pk), client_key=key_of(request), now=request.now)
        return reverse("purchasing:quote", args=[pk])

    done = gettext("报价交上了，开标以前只有您自己看得到，可以再改。")
    return FormPage("purchasing/quote.html", form, act, done, asked.context(request, form)).answer(request)


@require_safe
@login_required
def form(request: Request, pk: int) -> HttpResponse:
    """The workbook to fill in: what is wanted, and what was bid before."""
    asked = Asked.of(request, pk)
    data = quote_book.form_of(asked.lines, asked.places, asked.bid)
    return as_download(data, f"{PRICES.sheet}-{asked.campaign.name}.xlsx")


class FileForm(forms.Form):
    file = forms.FileField(label=_("填好的报价表"))


@require_POST
@login_required
def read(request: Request, pk: int) -> HttpResponse:
    """The workbook fills the page in; nothing is bid until the supplier has looked at it and hands it in."""
    asked = Asked.of(request, pk)
    sent = FileForm(request.POST, request.FILES)
    if not sent.is_valid():
        return _shown(request, asked, UNPROCESSABLE, file_error=gettext("请先选一个文件。"))

    def again(status: int, told: Told) -> HttpResponse:
        return _shown(request, asked, status, told=told)

    return in_place(lambda: _filled(request, asked, sent.cleaned_data["file"]), again)


def _filled(request: Request, asked: Asked, file: UploadedFile) -> HttpResponse:
    """The page with what the workbook says, or with what is wrong in it.

    :raises TooBig, FileRefused: if it is not read at all
    """
    name, size = file.name or "", file.size or 0
    if size > LIMITS.file_bytes:
        raise TooBig(megabytes=round(size / 1e6, 1), limit=LIMITS.file_bytes // 1024**2)
    articles = {line["input"].code: line["article"].pk for line in asked.lines}
    data = file.read()
    found = quote_book.read_form(data, name, articles, [code for code, _ in asked.places])
    if not found.problems:
        return _shown(request, asked, 200, found.said, filled=name)
    draft = drafts.keep(drafts.Sent(_kept_as(asked.campaign.pk), name, data), actor=request.actor, now=request.now)
    draft.write(drafts.MARKED, found.marked())
    problems = quote_book.in_words(found.problems)
    return _shown(request, asked, UNPROCESSABLE, problems=problems, marked=draft.key)


def _kept_as(pk: int) -> str:
    return f"{PRICES.name}:{pk}"


def _shown(
    request: Request, asked: Asked, status: int, said: dict[str, Any] | None = None, **more: Any
) -> HttpResponse:
    form = asked.form(request, **(said or {}))
    context = asked.context(request, form) | {"form": form} | more
    return render(request, "purchasing/quote.html", context, status=status)


@require_safe
@login_required
def marked(request: Request, pk: int, key: str) -> HttpResponse:
    """The sender's own workbook with every bad cell red: kept for a day, for the sender alone."""
    request.actor.must("purchasing.quote")
    data = drafts.find(key, table=_kept_as(pk), user_id=request.actor.user_id).read(drafts.MARKED)
    if data is None:
        raise NotFound()
    return as_download(data, f"{PRICES.sheet}-{gettext('标红')}.xlsx")
