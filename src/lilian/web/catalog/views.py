"""Varieties, the standard in force with its grade table, its versions, seasons; a new version for the office."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.catalog import actions, queries
from lilian.catalog.values import COUNTY_BANDS
from lilian.kernel.refusal import NotFound
from lilian.web.catalog.bands import band_table
from lilian.web.catalog.forms import VersionForm, next_day
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request


@require_safe
@login_required
def catalogue(request: Request) -> HttpResponse:
    """What the alliance grows, how it is graded today, and in which season we are."""
    request.actor.must("catalog.see")
    today = timezone.localdate(request.now)
    context = {
        "varieties": queries.varieties(),
        "standards": [standard_card(standard, today) for standard in queries.standards()],
        "seasons": seasons(today),
        "today": today,
        "may_change": request.actor.may("catalog.change"),
    }
    return render(request, "catalog/catalogue.html", context)


def standard_card(standard: Any, today: Any) -> dict[str, Any]:
    """The version in force today, if one is, and the one that comes next."""
    versions = queries.versions(standard.pk)
    in_force = next((one for one in versions if one.effective_from <= today), None)
    coming = [one for one in versions if one.effective_from > today]
    return {
        "standard": standard,
        "version": in_force,
        "bands": band_table(in_force.bands) if in_force else None,
        "coming": coming[-1] if coming else None,
        "count": len(versions),
    }


def seasons(today: Any) -> list[dict[str, Any]]:
    now = queries.season_on(today)
    return [{"season": one, "is_now": now is not None and one.pk == now.pk} for one in reversed(queries.seasons())]


def standard_of(pk: int) -> Any:
    """:raises NotFound: if there is none"""
    found = queries.standards().filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


@require_safe
@login_required
def standard_page(request: Request, pk: int) -> HttpResponse:
    """Every version with its dates; past ones stay as they were."""
    request.actor.must("catalog.see")
    standard, today = standard_of(pk), timezone.localdate(request.now)
    versions, ends_on, told = queries.versions(pk), None, []
    for version in versions:
        state = "coming" if version.effective_from > today else "past" if ends_on and ends_on <= today else "now"
        told.append({"version": version, "bands": band_table(version.bands), "ends_on": ends_on, "state": state})
        ends_on = version.effective_from
    context = {"standard": standard, "versions": told, "may_change": request.actor.may("catalog.change")}
    return render(request, "catalog/standard.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_version(request: Request, pk: int) -> HttpResponse:
    """Publish the next version, starting from the newest."""
    request.actor.must("catalog.change")
    standard, versions = standard_of(pk), queries.versions(pk)
    bands = versions[0].bands if versions else COUNTY_BANDS
    form = VersionForm(request.POST or None, bands=bands, initial=next_day(timezone.localdate(request.now)))
    address = reverse("catalog:standard", args=[pk])

    def act() -> str:
        actions.publish_version(
            actor=request.actor,
            standard_id=pk,
            effective_from=form.cleaned_data["effective_from"],
            bands=form.table(),
            source=form.cleaned_data["source"],
            now=request.now,
        )
        return address

    context = {"standard": standard, "back": address}
    return FormPage("catalog/new_version.html", form, act, gettext("新标准已发布。"), context).answer(request)
