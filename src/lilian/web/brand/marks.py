"""Marks: what there are, one with its rules in versions, another one, the next version."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.brand import actions, queries
from lilian.brand.values import MARK_KIND_NAMES, MarkKind
from lilian.catalog import queries as catalog
from lilian.catalog.values import StandardInForce
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.packing import queries as packing
from lilian.web.brand.forms_rules import MarkForm, RulesForm, next_rules
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.listing import Chip, with_query
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]


def kind_words(mark: Any) -> str:
    return gettext(MARK_KIND_NAMES[MarkKind(mark.kind)])


@require_safe
@login_required
def marks(request: Request) -> HttpResponse:
    """Each with the rules that count today."""
    request.actor.must("brand.see")
    day = timezone.localdate(request.now)
    context = {
        "marks": [(one, kind_words(one), in_force(queries.rules_of(one.pk), day)) for one in queries.marks()],
        "may_license": request.actor.may("brand.license"),
    }
    return render(request, "brand/marks.html", context)


def in_force(versions: Iterable[Any], day: date) -> Any:
    """The version that counts that day, of those given newest first; None if none does yet."""
    return next((row for row in versions if row.effective_from <= day), None)


@require_safe
@login_required
def mark(request: Request, pk: int) -> HttpResponse:
    request.actor.must("brand.see")
    found, versions = queries.mark(pk), queries.rules_of(pk)
    now = in_force(versions, timezone.localdate(request.now))
    context = {
        "mark": found,
        "kind": kind_words(found),
        "versions": [rules_said(row, is_now=row is now) for row in versions],
        "may_license": request.actor.may("brand.license"),
    }
    return render(request, "brand/mark.html", context)


def rules_said(row: Any, *, is_now: bool) -> dict[str, Any]:
    """A version in the reader's words."""
    join = gettext("、").join
    names = {one.code: one.name for one in members.townships()}
    return {
        "row": row,
        "is_now": is_now,
        "grades": join(queries.grades_of(row).values()),
        "areas": join(f"{names.get(code, code)}{village}" for code, village in row.areas),
        "labels": list(row.labels.all()),
    }


@require_http_methods(BOTH)
@login_required
def new_mark(request: Request) -> HttpResponse:
    request.actor.must("brand.license")
    form = MarkForm(request.POST if request.method == "POST" else None, initial={"kind": MarkKind.ORIGIN.value})

    def act() -> str:
        made = actions.add_mark(actor=request.actor, draft=form.draft(), now=request.now)
        return reverse("brand:rules", args=[made])

    return form_page(
        title=gettext("登记标志"),
        purpose=gettext("地理标志或联盟品牌。登记以后接着写：什么果可以用。"),
        back=reverse("brand:marks"),
        back_label=gettext("标志"),
        submit=gettext("登记"),
        form=form,
        act=act,
        done=gettext("标志登记好了，请发布用标规则。"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def rules(request: Request, pk: int) -> HttpResponse:
    """The next version, filled in as the last one was; its grades are those of the standard's version asked for."""
    request.actor.must("brand.license")
    found, address, today = queries.mark(pk), reverse("brand:mark", args=[pk]), timezone.localdate(request.now)
    before = next(iter(queries.rules_of(pk)), None)
    every = [version for one in catalog.standards() for version in catalog.versions(one.pk)]
    standard = asked_standard(every, request.GET.get("version", ""), before, today)
    earliest = today if before is None else max(today, before.effective_from) + timedelta(days=1)
    form = RulesForm(
        request.POST if request.method == "POST" else None,
        standard=standard,
        specs=packing.specs(request.actor, today),
        day=today,
        initial=next_rules(before, earliest),
    )

    def act() -> str:
        actions.publish_rules(actor=request.actor, mark_id=pk, draft=form.draft(), now=request.now)
        return address

    context = {
        "mark": found,
        "back": address,
        "standards": [
            Chip(version_words(one), with_query(request.GET, version=str(one.version_id)), one is standard)
            for one in every
        ],
        "standard": version_words(standard),
        "is_first": before is None,
        "earliest": earliest,
    }
    return FormPage("brand/rules.html", form, act, gettext("规则发布了。"), context).answer(request)


def asked_standard(every: list[StandardInForce], asked: str, before: Any, day: date) -> StandardInForce:
    """The version the address names; else that of the rules before, else the newest that counts.

    :raises NotFound: if there is no standard at all, or none of that key
    """
    wanted = asked or (str(before.version_id) if before else "")
    if wanted:
        found = [one for one in every if str(one.version_id) == wanted]
    else:
        found = sorted((one for one in every if one.effective_from <= day), key=lambda one: one.effective_from)[-1:]
    if not found:
        raise NotFound() if every else catalog.NoStandard(day=day)
    return found[0]


def version_words(one: StandardInForce) -> str:
    said = {"name": one.name, "number": one.number, "day": one.effective_from}
    return gettext("《%(name)s》第 %(number)s 版（%(day)s 起）") % said
