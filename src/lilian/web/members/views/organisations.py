"""Organisations: the list, one of them, and the forms that change it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.members import actions, queries
from lilian.members.values import KIND_NAMES, OrganisationKind
from lilian.web.members.cards import people_listing
from lilian.web.members.columns import ORGANISATIONS, PLACES_OF_ONE, kind_name, where
from lilian.web.members.forms import LeavingForm, OrganisationForm, said_of
from lilian.web.members.grants import grant_lines
from lilian.web.members.history import lines
from lilian.web.members.pages import organisation_address
from lilian.web.members.posts import post_lines
from lilian.web.shell.form_page import form_page
from lilian.web.shell.listing import Listing, chips
from lilian.web.shell.requests import Request

PLACES_SHOWN = 50
EVENTS_SHOWN = 20
POSTS_SHOWN = 6
BOTH = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def organisation_list(request: Request) -> HttpResponse:
    """All members today, by kind, found by name, pinyin or initials; people found by the same words beside them."""
    today, text = timezone.localdate(request.now), request.GET.get("q", "").strip()
    chosen = request.GET.get("kind", "")
    kind = OrganisationKind(chosen) if chosen in set(OrganisationKind) else None
    counts = queries.members_by_kind(request.actor, on=today)
    options = [("", gettext("全部")), *((kind.value, gettext(KIND_NAMES[kind])) for kind in OrganisationKind)]
    numbers = {"": sum(counts.values()), **{kind.value: count for kind, count in counts.items()}}
    found = queries.organisations(request.actor, on=today, kind=kind, text=text)
    context = {
        "listing": Listing(request, ORGANISATIONS, found, default_sort="code"),
        "chips": chips(request, "kind", options, numbers),
        "text": text,
        "others": others_found(request, text),
        "may_change": request.actor.may("members.change"),
    }
    return render(request, "members/organisations.html", context)


def others_found(request: Request, text: str) -> list[Any]:
    """People who answer to the same words, so that a phone tail leads somewhere from here too."""
    return [one for one in queries.search(request.actor, text, limit=5) if one.kind == "person"]


@require_safe
@login_required
def organisation_page(request: Request, pk: int) -> HttpResponse:
    """One organisation: what it is, its people as far as the reader may see them, places, grants, history."""
    organisation = queries.organisation(request.actor, pk)
    context = {
        "organisation": organisation,
        "kind": kind_name(organisation),
        "where": where(organisation),
        "is_member": organisation.left_on is None or organisation.left_on > timezone.localdate(request.now),
        "places": Listing(request, PLACES_OF_ONE, queries.places(request.actor, organisation_id=pk)[:PLACES_SHOWN]),
        "may_change": request.actor.may("members.change", organisation_id=pk),
        **of_people(request, pk),
        **of_grants(request, pk),
        "history": lines(queries.history(request.actor, pk)[:EVENTS_SHOWN]) if sees_history(request) else None,
    }
    return render(request, "members/organisation.html", context)


def sees_history(request: Request) -> bool:
    return request.actor.may("base.see_audit")


def of_people(request: Request, pk: int) -> dict[str, Any]:
    if not request.actor.may("members.see_people", organisation_id=pk):
        return {"sees_people": False}
    posts = queries.posts(request.actor, on=timezone.localdate(request.now), organisation_id=pk)
    held = post_lines(request.actor, posts)
    more = {"posts": held[:POSTS_SHOWN], "more_posts": held[POSTS_SHOWN:]}
    return {"sees_people": True, "people": people_listing(request, pk), **more}


def of_grants(request: Request, pk: int) -> dict[str, Any]:
    if not request.actor.may("members.grant", organisation_id=pk):
        return {"sees_grants": False}
    given, received = grant_lines(queries.grants(request.actor, organisation_id=pk), pk, request.now)
    return {"sees_grants": True, "given": given, "received": received}


@require_http_methods(BOTH)
@login_required
def add(request: Request) -> HttpResponse:
    """Take a member in."""
    request.actor.must("members.change")
    today = timezone.localdate(request.now)
    form = OrganisationForm(request.POST or None, actor=request.actor, today=today, initial={"joined_on": today})

    def act() -> str:
        return organisation_address(actions.add_organisation(actor=request.actor, draft=form.draft(), now=request.now))

    return form_page(
        title=gettext("登记新成员"),
        purpose=gettext("登记后，就可以给它登记人员、任职和地点。"),
        back=reverse("members:organisations"),
        back_label=gettext("成员单位"),
        form=form,
        act=act,
        done=gettext("已登记。"),
        submit=gettext("登记"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def change(request: Request, pk: int) -> HttpResponse:
    """Set what is said of it."""
    request.actor.must("members.change", organisation_id=pk)
    organisation = queries.organisation(request.actor, pk)
    today, said = timezone.localdate(request.now), said_of(organisation)
    form = OrganisationForm(request.POST or None, actor=request.actor, today=today, initial=said)

    def act() -> str:
        actions.change_organisation(actor=request.actor, organisation_id=pk, draft=form.draft(), now=request.now)
        return organisation_address(pk)

    return form_page(
        title=gettext("修改资料"),
        purpose=organisation.name,
        back=organisation_address(pk),
        back_label=organisation.name,
        form=form,
        act=act,
        done=gettext("已保存。"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def leave(request: Request, pk: int) -> HttpResponse:
    """End the membership from a day on."""
    request.actor.must("members.change", organisation_id=pk)
    organisation = queries.organisation(request.actor, pk)
    form = LeavingForm(request.POST or None, initial={"left_on": timezone.localdate(request.now)})

    def act() -> str:
        day = form.cleaned_data["left_on"]
        actions.end_membership(actor=request.actor, organisation_id=pk, left_on=day, now=request.now)
        return organisation_address(pk)

    return form_page(
        title=gettext("结束成员资格"),
        purpose=organisation.name,
        back=organisation_address(pk),
        back_label=organisation.name,
        form=form,
        act=act,
        done=gettext("已记下。"),
        submit=gettext("结束成员资格"),
    ).answer(request)
