"""What owners mean to take out, month by month."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.idling import actions, queries
from lilian.idling.values import WithdrawalDraft
from lilian.members import queries as members
from lilian.storage.sheets import LOTS
from lilian.web.idling.words import moment
from lilian.web.shell.fields import DayField, WeightField, choose_from
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import tonnes

WITHDRAWALS = (
    Column("month", _("哪个月"), lambda w: f"{w.month:%Y-%m}", sort="month", card="lead"),
    Column("owner", _("谁的"), lambda w: w.owner.name, sort="owner__name"),
    Column("variety", _("品种"), lambda w: f"{w.variety.name} {w.grade}", sort="variety__name"),
    Column("weight", _("计划出库（吨）"), lambda w: tonnes(w.weight_g), sort="weight_g", number=True, card="right"),
    Column("who", _("谁填的"), lambda w: f"{w.set_by} {moment(w.set_at)}", card="hide"),
)


class WithdrawalForm(forms.Form):
    owner = forms.TypedChoiceField(label=_("谁的果"), coerce=int)
    month = DayField(label=_("哪个月"), help_text=_("填这个月里的任何一天。"))
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    grade = forms.ChoiceField(
        label=_("等级"), required=False, choices=[("", _("不分等级")), *((g, g) for g in LOTS.column("grade").choices)]
    )
    weight = WeightField(label=_("出库多少"), help_text=_("填 0 就是撤掉原来填的。"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners, reach = members.organisations(actor), actor.reach("idling.plan_withdrawals")
        if not reach.everywhere:
            owners = owners.filter(pk__in=reach.organisation_ids)
        choose_from(self, "owner", [(one.pk, one.name) for one in owners])
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawals(request: Request) -> HttpResponse:
    """The list, and one more line."""
    listing = Listing(request, WITHDRAWALS, queries.withdrawals(request.actor), default_sort="month")
    if request.method == "POST":
        request.actor.must("idling.plan_withdrawals")
    usual = {"month": timezone.localdate(request.now)}
    form = WithdrawalForm(request.actor, request.POST if request.method == "POST" else None, initial=usual)

    def act() -> str:
        said = form.cleaned_data
        draft = WithdrawalDraft(said["owner"], said["variety"], said["month"], said["weight"], said["grade"])
        actions.plan_withdrawals(actor=request.actor, drafts=[draft], now=request.now)
        return reverse("idling:withdrawals")

    context = {"listing": listing, "may_plan": request.actor.may("idling.plan_withdrawals")}
    return FormPage("idling/withdrawals.html", form, act, gettext("记下了。"), context).answer(request)
