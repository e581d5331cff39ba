"""Pages of numbered bins."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.crates import actions, queries
from lilian.kernel.refusal import NotFound
from lilian.web.crates.columns import BINS, FILLINGS
from lilian.web.crates.forms import BinsForm, FillForm
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]


def bin_address(pk: int) -> str:
    return reverse("crates:bin", args=[pk])


@require_safe
@login_required
def bin_list(request: Request) -> HttpResponse:
    """Every numbered bin and the lot that is in it now."""
    text = request.GET.get("q", "").strip()
    found = queries.bins(request.actor)
    if text:
        found = found.filter(code__icontains=text)
    context = {
        "listing": Listing(request, BINS, found.order_by("code")),
        "text": text,
        "may_add": request.actor.may("crates.add"),
    }
    return render(request, "crates/bins.html", context)


@require_safe
@login_required
def bin_page(request: Request, pk: int) -> HttpResponse:
    """One bin: what is in it now, and what was in it from when until when."""
    found = queries.bins(request.actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    context = {
        "bin": found,
        "listing": Listing(request, FILLINGS, queries.lots_of_bin(request.actor, pk), row_key=lambda row: row.lot),
        "may_move": request.actor.may("crates.move", organisation_id=found.crate.owner_id),
    }
    return render(request, "crates/bin.html", context)


@require_http_methods(BOTH)
@login_required
def add_bins(request: Request) -> HttpResponse:
    """Number some bins, one a line."""
    request.actor.must("crates.add")
    form = BinsForm(request.POST or None, actor=request.actor)

    def act() -> str:
        said = form.cleaned_data
        actions.add_bins(actor=request.actor, crate_id=said["crate"], codes=said["codes"].splitlines(), now=request.now)
        return reverse("crates:bins")

    return form_page(
        title=gettext("登记大箱"),
        purpose=gettext("有号的大箱，能查出哪天到哪天装的是哪一批。"),
        back=reverse("crates:bins"),
        back_label=gettext("大箱"),
        form=form,
        act=act,
        done=gettext("已登记。"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def fill_bin(request: Request, pk: int) -> HttpResponse:
    """A lot goes in, now."""
    request.actor.must("crates.move")
    found = queries.bins(request.actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    form = FillForm(request.POST or None, actor=request.actor)

    def act() -> str:
        lot_id = form.cleaned_data["lot"]
        actions.fill(actor=request.actor, bin_id=pk, lot_id=lot_id, since=request.now, now=request.now)
        return bin_address(pk)

    return form_page(
        title=gettext("装箱 %(code)s") % {"code": found.code},
        purpose=gettext("一只箱一次只装一批；倒空了才能再装。"),
        back=bin_address(pk),
        back_label=found.code,
        form=form,
        act=act,
        done=gettext("已登记。"),
    ).answer(request)


@require_POST
@login_required
def empty_bin(request: Request, pk: int) -> HttpResponse:
    """It is empty from now on."""
    request.actor.must("crates.move")

    def act() -> str:
        actions.empty(actor=request.actor, bin_id=pk, at=request.now, now=request.now)
        return bin_address(pk)

    return once(request, act)
