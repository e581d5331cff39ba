"""How long fruit keeps: the rules, a new version of one, and what it would change."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.catalog.queries import grade_names
from lilian.keeping import actions, queries
from lilian.keeping.queries import LifeCard
from lilian.keeping.values import MATURITY_NAMES, Maturity
from lilian.kernel.marks import gettext_noop
from lilian.web.keeping.forms.life import MC, LifeForm
from lilian.web.keeping.tags import room_degrees
from lilian.web.shell.form_page import UNPROCESSABLE, FormPage
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.requests import Request

STATES = {"in_force": gettext_noop("正在执行"), "coming": gettext_noop("以后执行"), "past": gettext_noop("以前的")}
ALL, MOST_SHOWN = "all", 30


def whose(card: LifeCard) -> str:
    if not card.variety:
        return gettext("别的品种")
    grade = grade_names().get(card.grade, card.grade)
    return f"{card.variety} {grade}" if grade else card.variety


def begins(card: LifeCard) -> str:
    return f"{card.effective_from:%Y-%m-%d}" if card.effective_from else gettext("一直")


def next_version(card: LifeCard) -> str:
    return f"{reverse('keeping:new_life')}?rule={card.rule_id}&maturity={card.life.maturity}"


COLUMNS = (
    Column("what", _("什么果"), whose, card="lead", sub=lambda c: gettext(MATURITY_NAMES[c.life.maturity])),
    Column("days", _("能存（天）"), lambda c: c.life.days, sort=lambda c: c.life.days, number=True, card="right"),
    Column("band", _("高于多少算超温"), lambda c: room_degrees(c.life.band_mc), number=True),
    Column("lost", _("超一度·时折（分钟）"), lambda c: c.life.lost_min, number=True),
    Column("field", _("入库前放一天折（天）"), lambda c: c.life.field_days, number=True),
    Column("from", _("从哪天起"), begins),
    Column("state", _("状态"), lambda c: gettext(STATES[c.state]), card="hide"),
    Column(
        "source",
        _("依据"),
        lambda c: c.source if c.variety else gettext("随系统提供"),
        card="hide",
        sub=lambda c: c.set_by,
    ),
)


@require_safe
@login_required
def rules(request: Request) -> HttpResponse:
    """In force and to come; `?state=all` past ones too."""
    cards = queries.life_cards(request.actor, today=timezone.localdate(request.now))
    past = sum(1 for card in cards if card.state == "past")
    shown = cards if request.GET.get("state") == ALL else [card for card in cards if card.state != "past"]
    options = [("", gettext("现在和以后的")), (ALL, gettext("以前的也看"))] if past else []
    may_change = request.actor.may("keeping.change")
    lead = replace(COLUMNS[0], link=next_version) if may_change else COLUMNS[0]
    context = {
        "listing": Listing(
            request, (lead, *COLUMNS[1:]), shown, row_key=lambda card: f"{card.rule_id}-{card.life.maturity}"
        ),
        "chips": chips(request, "state", options),
        "shipped": next(card.source for card in cards if not card.variety),
        "may_change": may_change,
    }
    return render(request, "keeping/life.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    """A new version, looked at first: which lots would keep longer or shorter."""
    request.actor.must("keeping.change")
    today = timezone.localdate(request.now)
    given = request.POST if request.method == "POST" else None
    form = LifeForm(given, today=today, initial=_before(request))
    back = reverse("keeping:life")
    if request.method == "POST" and "look" in request.POST:
        context = _looked(request, form) if form.is_valid() else {}
        status = 200 if context else UNPROCESSABLE
        return render(request, "keeping/new_life.html", {"form": form, **context}, status=status)

    def act() -> str:
        actions.publish_life(actor=request.actor, draft=form.draft(), now=request.now)
        return back

    return FormPage("keeping/new_life.html", form, act, gettext("公布了，从那天起按它算。")).answer(request)


def _before(request: Request) -> dict[str, Any]:
    """`?rule=7&maturity=late`: the figures the reader starts from; by default what came with the program."""
    cards = queries.life_cards(request.actor, today=timezone.localdate(request.now))
    asked = (request.GET.get("rule", "0"), request.GET.get("maturity", Maturity.RIGHT.value))
    card = next((one for one in cards if (str(one.rule_id), one.life.maturity.value) == asked), cards[-1])
    return {
        "variety": card.variety_id or None,
        "grade": card.grade,
        "maturity": card.life.maturity.value,
        "days": card.life.days,
        "band": f"{card.life.band_mc / MC:g}",
        "lost_min": card.life.lost_min,
        "field_days": card.life.field_days,
    }


def _looked(request: Request, form: LifeForm) -> dict[str, Any]:
    changed = queries.life_changes(request.actor, form.draft(), now=request.now)
    longer = sum(1 for old, new in changed if new.left.days > old.left.days)
    return {
        "looked": True,
        "changed": changed[:MOST_SHOWN],
        "count": len(changed),
        "longer": longer,
        "shorter": len(changed) - longer,
    }
