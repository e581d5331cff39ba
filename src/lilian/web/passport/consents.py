"""Who is named on the boxes: kept by the co-operative and the office on paper, by a grower on the phone."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.passport import actions, queries
from lilian.passport.queries.reader import READER
from lilian.passport.values import ConsentCard, Way
from lilian.web.passport.forms import NameForm, PaperForm
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request

MOST_SHOWN = 60


@require_safe
@login_required
def consents(request: Request) -> HttpResponse:
    """Households, and what stands on the boxes for each; found by name, code or phone."""
    text = request.GET.get("q", "").strip()
    found = queries.households_to_ask(request.actor, text=text)
    cards = queries.consent_cards(request.actor, found[:MOST_SHOWN])
    context = {"cards": cards, "text": text, "more": max(0, found.count() - MOST_SHOWN)}
    return render(request, "passport/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def give(request: Request, pk: int) -> HttpResponse:
    """Write down that a household agreed on paper."""
    card = _card(request, pk)
    form = PaperForm(request.POST if request.method == "POST" else None, initial={"name": card.name or card.head})

    def act() -> str:
        said = form.cleaned_data
        actions.consent(
            actor=request.actor,
            household_id=pk,
            name=said["name"],
            way=Way.PAPER,
            paper=said["paper"],
            now=request.now,
        )
        return reverse("passport:consents")

    return form_page(
        title=gettext("登记署名同意"),
        purpose=gettext("%(head)s（%(code)s）同意在箱子页面上署名；随时可以撤回。")
        % {"head": card.head, "code": card.code},
        back=reverse("passport:consents"),
        back_label=gettext("署名同意"),
        form=form,
        act=act,
        done=gettext("登记了，一分钟以内箱子页面就会显示。"),
        submit=gettext("登记"),
    ).answer(request)


@require_POST
@login_required
def take_back(request: Request, pk: int) -> HttpResponse:
    """The household no longer agrees; told to the co-operative or the office."""
    request.actor.must("passport.keep_consents")
    return _withdrawn(request, pk, Way.PAPER, reverse("passport:consents"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mine(request: Request) -> HttpResponse:
    """A grower's own: what buyers see, and one button to change it."""
    request.actor.must("passport.consent")
    own = sorted(queries.own_households(request.actor))
    cards = queries.consent_cards(READER, members.households(READER).filter(pk__in=own)) if own else []
    card = cards[0] if cards else None
    form = NameForm(
        request.POST if request.method == "POST" else None, initial={"name": card.name or card.head if card else ""}
    )

    def act() -> str:
        if card is None:
            raise NotFound()
        name = form.cleaned_data["name"]
        actions.consent(actor=request.actor, household_id=card.household_id, name=name, way=Way.PHONE, now=request.now)
        return reverse("passport:mine")

    done = gettext("好了，一分钟以内箱子页面就会显示。")
    context: dict[str, Any] = {"card": card}
    return FormPage("passport/mine.html", form, act, done, context).answer(request)


@require_POST
@login_required
def take_back_mine(request: Request) -> HttpResponse:
    """No longer, on no box."""
    request.actor.must("passport.consent")
    own = sorted(queries.own_households(request.actor))
    if not own:
        raise actions.NotNamed()
    return _withdrawn(request, own[0], Way.PHONE, reverse("passport:mine"))


def _withdrawn(request: Request, household_id: int, way: Way, address: str) -> HttpResponse:
    def act() -> str:
        actions.withdraw(actor=request.actor, household_id=household_id, way=way, now=request.now)
        return address

    response = once(request, act)
    messages.success(request, gettext("撤回了，一分钟以内所有箱子页面都不再显示名字。"))
    return response


def _card(request: Request, pk: int) -> ConsentCard:
    """:raises NotFound: for a household of others"""
    found = queries.consent_cards(request.actor, queries.households_to_ask(request.actor).filter(pk=pk))
    if not found:
        raise NotFound()
    return found[0]
