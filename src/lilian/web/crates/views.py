"""Pages of crates: who has how many, what moved, and the acts."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.crates import actions, queries
from lilian.crates.values import CrateDraft, MoveDraft, MoveKind
from lilian.kernel.marks import gettext_noop
from lilian.web.crates.columns import HOLDINGS, MOVES
from lilian.web.crates.forms import ChangeCrateForm, CrateForm, MoveForm
from lilian.web.crates.names import Named
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing, chips
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import KEY_FIELD

BOTH = ["GET", "HEAD", "POST"]
TITLES = {
    MoveKind.HAND_OUT: gettext_noop("领出"),
    MoveKind.TAKE_BACK: gettext_noop("交回"),
    MoveKind.LOSE: gettext_noop("登记丢失"),
    MoveKind.BUY: gettext_noop("登记购入"),
    MoveKind.SCRAP: gettext_noop("登记报损"),
}
PURPOSES = {
    MoveKind.HAND_OUT: gettext_noop("把箱子交给农户或单位，按只收押金。"),
    MoveKind.TAKE_BACK: gettext_noop("箱子还回来，押金按只数退。"),
    MoveKind.LOSE: gettext_noop("领的人弄丢了；这几只的押金不退。"),
    MoveKind.BUY: gettext_noop("新箱子进院。"),
    MoveKind.SCRAP: gettext_noop("院里的箱子坏了，不能再用。"),
}


def home() -> str:
    return reverse("crates:crates")


@require_safe
@login_required
def crate_list(request: Request) -> HttpResponse:
    """What stands in the yard, what is out, and with whom."""
    kinds, chosen = list(queries.crates(request.actor)), request.GET.get("crate", "")
    reach = request.actor.reach("crates.see")
    text = request.GET.get("q", "").strip()
    held = _named(queries.held(request.actor), text).order_by("-count", "pk")
    options = [("", gettext("全部")), *((str(kind.pk), kind.name) for kind in kinds)]
    if chosen.isdecimal():
        held = held.filter(crate=int(chosen))
    context = {
        "kinds": [kind for kind in kinds if kind.owner_id in reach],  # a holder learns nothing of the other holders
        "chips": chips(request, "crate", options) if len(kinds) > 1 else [],
        "listing": Listing(request, HOLDINGS, Named(request.actor, held)),
        "text": text,
        "may_move": any(request.actor.may("crates.move", organisation_id=kind.owner_id) for kind in kinds),
        "may_add": request.actor.may("crates.add"),
    }
    return render(request, "crates/crates.html", context)


def _named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By household or organisation, as people write them."""
    if not text:
        return rows
    return rows.filter(
        Q(household__code__icontains=text)
        | Q(household__sought__icontains=text)
        | Q(organisation__name__icontains=text)
    )


@require_safe
@login_required
def move_list(request: Request) -> HttpResponse:
    """What moved, the newest first."""
    text = request.GET.get("q", "").strip()
    found = _named(queries.moves(request.actor), text)
    context = {"listing": Listing(request, MOVES, Named(request.actor, found)), "text": text}
    return render(request, "crates/moves.html", context)


@require_http_methods(BOTH)
@login_required
def move_crates(request: Request, kind: str) -> HttpResponse:
    """Crates are bought, handed out, brought back, lost or scrapped."""
    request.actor.must("crates.move")
    wanted = next((each for each in MoveKind if each.value.replace("_", "-") == kind), None)
    if wanted is None:
        raise Http404
    first: dict[str, Any] = {"day": timezone.localdate(request.now), "crate": request.GET.get("crate")}
    form = MoveForm(request.POST or None, kind=wanted, actor=request.actor, initial=first)

    def act() -> str:
        said = form.cleaned_data
        draft = MoveDraft(wanted, said["crate"], said["count"], said["day"], said.get("holder"), said["note"])
        key = request.POST.get(KEY_FIELD, "") or f"page {request.now.isoformat()}"
        actions.move(actor=request.actor, draft=draft, client_key=key[:120], now=request.now)
        return home()

    return form_page(
        title=gettext(TITLES[wanted]),
        purpose=gettext(PURPOSES[wanted]),
        back=home(),
        back_label=gettext("周转箱"),
        form=form,
        act=act,
        done=gettext("已登记。"),
        submit=gettext("登记"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def add_crate(request: Request) -> HttpResponse:
    """A new kind of crate."""
    request.actor.must("crates.add")
    form = CrateForm(request.POST or None, actor=request.actor)

    def act() -> str:
        said = form.cleaned_data
        draft = CrateDraft(said["code"], said["name"], said["owner"], said["tare_g"], said["deposit_fen"])
        actions.add_crate(actor=request.actor, draft=draft, now=request.now)
        return home()

    return _about_a_kind(request, gettext("登记箱型"), form, act)


@require_http_methods(BOTH)
@login_required
def change_crate(request: Request, pk: int) -> HttpResponse:
    """Another name or deposit from now on."""
    request.actor.must("crates.add")
    crate = queries.crate(request.actor, pk)
    request.actor.must("crates.add", organisation_id=crate.owner_id)
    form = ChangeCrateForm(request.POST or None, initial={"name": crate.name, "deposit_fen": crate.deposit_fen})

    def act() -> str:
        actions.change_crate(actor=request.actor, crate_id=pk, now=request.now, **form.cleaned_data)
        return home()

    return _about_a_kind(request, gettext("修改 %(crate)s") % {"crate": crate.name}, form, act)


def _about_a_kind(request: Request, title: str, form: forms.Form, act: Any) -> HttpResponse:
    return form_page(
        title=title,
        purpose=gettext("空箱重用来扣皮重；押金按只收。"),
        back=home(),
        back_label=gettext("周转箱"),
        form=form,
        act=act,
        done=gettext("已保存。"),
    ).answer(request)
