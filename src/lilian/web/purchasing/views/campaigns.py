"""Campaigns so far; one opened, one opened again."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.members import queries as members
from lilian.members.values import OrganisationKind
from lilian.purchasing import actions, queries
from lilian.purchasing.values import ArticleDraft, CampaignDraft, Stage
from lilian.web.purchasing.words import moment, stage_words
from lilian.web.shell.fields import MomentField, choose_from
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request

PERMILLE = 10  # in one per cent


def campaign_url(campaign: Any) -> str:
    return reverse("purchasing:campaign", args=[campaign.pk])


def next_moment(campaign: Any) -> str:
    """The next thing that happens by the clock."""
    if campaign.stage == Stage.COLLECTING:
        return gettext("需求 {when} 截止").format(when=moment(campaign.needs_until))
    if campaign.stage == Stage.QUOTING:
        return gettext("报价 {when} 开标").format(when=moment(campaign.quotes_until))
    return "—"


CAMPAIGNS = (
    Column("name", _("团购"), lambda one: one.name, sort="name", card="lead", link=campaign_url),
    Column("stage", _("到哪一步"), stage_words, sort="stage", card="right"),
    Column("next", _("下一个时间"), next_moment),
    Column("organiser", _("谁组织"), lambda one: one.organiser.name, card="hide"),
    Column("at", _("什么时候开的"), lambda one: moment(one.opened_at), sort="opened_at", card="hide"),
)


class CampaignForm(forms.Form):
    """A new round, or an old one again."""

    name = forms.CharField(label=_("叫什么"), max_length=80)
    organiser = forms.TypedChoiceField(label=_("谁组织、记在谁的账上"), coerce=int)
    needs_until = MomentField(label=_("需求报到什么时候"))
    quotes_until = MomentField(label=_("什么时候开标"), help_text=_("开标以前谁也看不到报价，包括联盟办。"))
    deposit = forms.IntegerField(
        label=_("定金（%）"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("下单时从已交的定金里预留应付的百分之几，没交的不留。"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = members.organisations(actor, kind=OrganisationKind.BUREAU)
        choose_from(self, "organiser", [(one.pk, one.name) for one in offices])

    def draft(self) -> CampaignDraft:
        said = self.cleaned_data
        return CampaignDraft(
            name=said["name"],
            organiser_id=said["organiser"],
            needs_until=said["needs_until"],
            quotes_until=said["quotes_until"],
            deposit_permille=said["deposit"] * PERMILLE,
            note=said["note"],
        )


class NewForm(CampaignForm):
    inputs = forms.TypedMultipleChoiceField(label=_("团购哪些农资"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.pk, f"{one.name} {one.pack}".strip()) for one in catalog.farm_inputs()]
        choose_from(self, "inputs", named)


class CloneForm(CampaignForm):
    with_needs = forms.BooleanField(label=_("把上一期的需求也带过来，让大家确认"), required=False, initial=True)


@require_safe
@login_required
def campaigns(request: Request) -> HttpResponse:
    context = {
        "listing": Listing(request, CAMPAIGNS, queries.campaigns(request.actor), default_sort="-at"),
        "may_run": request.actor.may("purchasing.run"),
    }
    return render(request, "purchasing/campaigns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    request.actor.must("purchasing.run")
    form = NewForm(request.POST if request.method == "POST" else None, actor=request.actor)

    def act() -> str:
        articles = [ArticleDraft(pk) for pk in form.cleaned_data["inputs"]]
        made = actions.open_campaign(actor=request.actor, draft=form.draft(), articles=articles, now=request.now)
        return reverse("purchasing:campaign", args=[made])

    return _page(form, act, gettext("开一次团购"), gettext("大家的需求合在一起，一次买齐。")).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def clone(request: Request, pk: int) -> HttpResponse:
    request.actor.must("purchasing.run")
    before = queries.campaign(request.actor, pk)
    usual = {"name": before.name, "organiser": before.organiser_id, "deposit": before.deposit_permille // PERMILLE}
    data = request.POST if request.method == "POST" else None
    form = CloneForm(data, actor=request.actor, initial=usual)

    def act() -> str:
        made = actions.clone_campaign(
            actor=request.actor,
            campaign_id=before.pk,
            draft=form.draft(),
            with_needs=form.cleaned_data["with_needs"],
            now=request.now,
        )
        return reverse("purchasing:campaign", args=[made])

    return _page(form, act, gettext("照着再开一次"), before.name).answer(request)


def _page(form: forms.Form, act: Any, title: str, purpose: str) -> FormPage:
    return form_page(
        title=title,
        purpose=purpose,
        back=reverse("purchasing:campaigns"),
        back_label=gettext("优购"),
        submit=gettext("开始征集需求"),
        form=form,
        act=act,
        done=gettext("团购开始了，可以报需求了。"),
    )
