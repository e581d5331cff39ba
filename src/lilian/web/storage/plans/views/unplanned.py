"""Fruit that no plan expected: written down at the door in two taps, a wrong entry taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from lilian.catalog import queries as catalog
from lilian.flows import loads
from lilian.storage import actions, queries
from lilian.storage.values import StoreCard, UnplannedDraft
from lilian.web.shell.fields import WeightField, choose_from
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import KEY_FIELD

TEMPLATE = "storage/plans/unplanned.html"


class UnplannedForm(forms.Form):
    """`store` is asked only where there are several; the variety stands chosen where a store takes but one."""

    store = forms.TypedChoiceField(label=_("进哪座库"), coerce=int)
    weight = WeightField(label=_("过秤重量"), help_text=_("填吨；也可以写 3600斤、1800公斤。"))
    brought_by = forms.CharField(label=_("谁送来的"), max_length=80, required=False, help_text=_("果农、村或合作社。"))
    variety = forms.TypedChoiceField(
        label=_("品种"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    lot = forms.CharField(
        label=_("批次号"), max_length=40, required=False, help_text=_("登记过的待储批次填它的号，品种就不用选。")
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, stores: list[StoreCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].widget.attrs.update({"class": "form-control-big"})
        choose_from(self, "store", [(card.id, card.name) for card in stores])
        taken = {name for card in stores for name in card.accepts}
        varieties = [(one.pk, one.name) for one in catalog.varieties() if one.name in taken]
        choose_from(self, "variety", varieties)
        if len(stores) == 1:
            self.fields["store"].widget = forms.HiddenInput()
            self.fields["store"].initial = stores[0].id
        if len(varieties) == 1:
            self.fields["variety"].initial = varieties[0][0]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("lot") and not said.get("variety"):
            self.add_error("variety", _("请选品种，或填批次号。"))
        return said

    def draft(self) -> UnplannedDraft:
        said = self.cleaned_data
        return UnplannedDraft(
            store_id=said["store"],
            variety_id=said["variety"],
            weight_g=said["weight"],
            brought_by=said["brought_by"],
            note=said["note"],
            lot_code=said["lot"].strip(),
        )


def doors(request: Request) -> list[StoreCard]:
    """Stores in use at whose door the reader may write loads down."""
    reach = request.actor.reach("storage.record_arrival")
    cards = queries.store_cards(request.actor, now=request.now)
    return [card for card in cards if card.organisation_id in reach and card.closed_on is None]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def unplanned(request: Request) -> HttpResponse:
    request.actor.must("storage.record_arrival")
    stores = doors(request)
    data = request.POST if request.method == "POST" else None
    form = UnplannedForm(data, stores=stores)

    def act() -> str:
        key = f"form:{request.POST.get(KEY_FIELD, '')}:unplanned"
        actions.record_unplanned(actor=request.actor, draft=form.draft(), client_key=key, now=request.now)
        return reverse("storage:plan_arrivals") + "#unplanned"

    context = {"only": stores[0].name if len(stores) == 1 else "", "stores": stores}
    return FormPage(TEMPLATE, form, act, gettext("已记下，算进这座库的库存。"), context).answer(request)


@require_POST
@login_required
def take_back_unplanned(request: Request, pk: int) -> HttpResponse:
    """A wrong entry, by its counter-entry; `pk` is the entry's."""

    def act() -> str:
        loads.take_back_unplanned(actor=request.actor, arrival_id=pk, now=request.now)
        return reverse("storage:plan_arrivals") + "#unplanned"

    response = once(request, act)
    messages.success(request, gettext("已撤回。核对以后可以再记一次。"))
    return response
