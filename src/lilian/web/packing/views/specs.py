"""Pack specifications and their versions."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.catalog.queries import grade_names
from lilian.packing import actions, queries
from lilian.packing.values import SpecCard
from lilian.web.packing.forms import FiguresForm, SpecForm, next_version
from lilian.web.packing.words import net_words
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import yuan

BOTH = ["GET", "HEAD", "POST"]


def count(card: SpecCard) -> str:
    figures = card.figures
    return str(figures.usual_pieces or f"{figures.least_count}–{figures.most_count}")


FIGURES = (
    Column("net", _("净含量"), lambda c: net_words(c.figures.label_g), number=True, card="right"),
    Column("count", _("个数"), count, number=True),
    Column("shortage", _("允许短缺（克）"), lambda c: f"{c.figures.shortage_g:,}", number=True),
    Column("tare", _("空箱（克）"), lambda c: f"{c.figures.tare_g:,}", number=True),
    Column("price", _("果价（元/公斤）"), lambda c: yuan(c.figures.price_fen_per_kg), number=True),
)


@require_safe
@login_required
def spec_list(request: Request) -> HttpResponse:
    cards, names = queries.specs(request.actor, timezone.localdate(request.now)), grade_names()
    columns = (
        Column(
            "name",
            _("规格"),
            lambda c: c.name,
            card="lead",
            link=lambda c: reverse("packing:spec", args=[c.spec_id]),
            sub=lambda c: c.code,
        ),
        Column("variety", _("品种等级"), lambda c: f"{c.variety} {names.get(c.grade, c.grade)}"),
        *FIGURES,
    )
    listing = Listing(request, columns, cards, row_key=lambda card: str(card.spec_id))
    context = {"listing": listing, "may_change": request.actor.may("packing.change_specs")}
    return render(request, "packing/specs.html", context)


@require_safe
@login_required
def spec(request: Request, pk: int) -> HttpResponse:
    cards = queries.versions(request.actor, pk)
    columns = (
        Column(
            "number",
            _("版本"),
            lambda c: gettext("第 %(n)s 版") % {"n": c.number},
            card="lead",
            sub=lambda c: gettext("%(day)s 起") % {"day": c.effective_from},
        ),
        *FIGURES,
        Column("source", _("依据"), lambda c: c.source),
    )
    context = {
        "card": cards[0],
        "grade": grade_names().get(cards[0].grade, cards[0].grade),
        "listing": Listing(request, columns, cards, row_key=lambda card: str(card.version_id)),
        "may_change": request.actor.may("packing.change_specs"),
    }
    return render(request, "packing/spec.html", context)


@require_http_methods(BOTH)
@login_required
def new_spec(request: Request) -> HttpResponse:
    request.actor.must("packing.change_specs")
    form = SpecForm(request.POST or None, initial={"effective_from": timezone.localdate(request.now)})

    def act() -> str:
        said = form.cleaned_data
        made = actions.add_spec(
            actor=request.actor,
            draft=form.draft(),
            figures=form.figures(),
            effective_from=said["effective_from"],
            source=said["source"],
            now=request.now,
        )
        return reverse("packing:spec", args=[made])

    context = {"title": gettext("登记规格"), "purpose": "", "back": reverse("packing:specs")}
    return FormPage("packing/form.html", form, act, gettext("已保存。"), context).answer(request)


@require_http_methods(BOTH)
@login_required
def new_version(request: Request, pk: int) -> HttpResponse:
    request.actor.must("packing.change_specs")
    today, address = timezone.localdate(request.now), reverse("packing:spec", args=[pk])
    card = queries.versions(request.actor, pk)[0]
    form = FiguresForm(request.POST or None, initial=next_version(card, max(today, card.effective_from)))

    def act() -> str:
        said = form.cleaned_data
        actions.publish_spec(
            actor=request.actor,
            spec_id=pk,
            figures=form.figures(),
            effective_from=said["effective_from"],
            source=said["source"],
            now=request.now,
        )
        return address

    purpose = gettext("新的一版只管以后开的包装；正在装的和装好的不变。")
    context = {"title": gettext("%(name)s：新的一版") % {"name": card.name}, "purpose": purpose, "back": address}
    return FormPage("packing/form.html", form, act, gettext("已保存。"), context).answer(request)
