"""Boxes leave, arrive, come back."""

from datetime import timedelta
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
from lilian.members import queries as members
from lilian.parcels import actions, queries
from lilian.parcels.values import Carriage, ParcelDraft, Receiver
from lilian.stock import queries as stock
from lilian.stock.values import LocationKind
from lilian.web.shell.fields import choose_from
from lilian.web.shell.form_page import form_page
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]
A_MINUTE = timedelta(minutes=1)  # as exact as the field is
OURS = (LocationKind.VAN, LocationKind.SHOP)


def codes_field(required: bool = True) -> forms.CharField:
    area = forms.Textarea(
        attrs={"rows": 6, "autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
    )
    return forms.CharField(label=_("箱码或托盘号"), widget=area, required=required, max_length=60_000)


class SendForm(forms.Form):
    """Scanned codes, one after the other; who gets them; how they travel as far as one knows."""

    codes = codes_field()
    location = forms.TypedChoiceField(label=_("从哪里发"), coerce=int)
    receiver = forms.TypedChoiceField(label=_("发给成员单位"), coerce=int, empty_value=None, required=False)
    name = forms.CharField(label=_("或者外面的买家"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("买家电话"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    to = forms.TypedChoiceField(
        label=_("装上自己的车或送到自己的网店"), coerce=int, empty_value=None, required=False,
        help_text=_("选了就只是移库，账上还是自己的货；不选就是卖出。"),
    )  # fmt: skip
    carrier = forms.CharField(label=_("承运"), max_length=80, required=False)
    plate = forms.CharField(label=_("车牌"), max_length=20, required=False)
    waybill = forms.CharField(label=_("运单号"), max_length=60, required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = stock.locations(actor, permission="parcels.send")
        places = [
            (key, f"{name} · {home}") for key, name, home in found.values_list("pk", "name", "organisation__name")
        ]
        near = [(one.pk, one.name) for one in stock.locations(actor, permission="parcels.send", kinds=OURS)]
        choose_from(self, "location", places)
        choose_from(self, "to", [("", _("卖出")), *near])
        choose_from(self, "receiver", [("", "—"), *((one.pk, one.name) for one in members.organisations(actor))])

    def draft(self) -> ParcelDraft:
        said = self.cleaned_data
        return ParcelDraft(
            location_id=said["location"],
            receiver=Receiver(said["receiver"], said["name"], said["phone"]),
            codes=tuple(said["codes"].split()),
            to_id=said["to"],
            carriage=Carriage(said["carrier"], said["plate"], said["waybill"]),
            note=said["note"],
        )


@require_http_methods(BOTH)
@login_required
def send(request: Request) -> HttpResponse:
    request.actor.must("parcels.send")
    form = SendForm(request.POST if request.method == "POST" else None, actor=request.actor)

    def act() -> str:
        made = actions.send(actor=request.actor, draft=form.draft(), client_key=key_of(request), now=request.now)
        return reverse("parcels:parcel", args=[made])

    return form_page(
        title=gettext("发件"),
        purpose=gettext("一箱一箱扫，或者扫整个托盘；有一箱不能发，整票都不发。"),
        back=reverse("parcels:parcels"),
        back_label=gettext("发件"),
        submit=gettext("装车发出"),
        form=form,
        act=act,
        done=gettext("发出了，账上已经减掉。"),
    ).answer(request)


class ArriveForm(forms.Form):
    at = forms.DateTimeField(
        label=_("什么时候送到"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)


@require_http_methods(BOTH)
@login_required
def arrive(request: Request, pk: int) -> HttpResponse:
    card = queries.parcel(request.actor, pk, permission="parcels.send")
    form = ArriveForm(
        request.POST if request.method == "POST" else None,
        initial={"at": timezone.localtime(request.now).replace(second=0, microsecond=0)},
    )
    back = reverse("parcels:parcel", args=[pk])

    def act() -> str:
        said = form.cleaned_data
        at = card.loaded_at if said["at"] < card.loaded_at < said["at"] + A_MINUTE else said["at"]
        actions.arrive(actor=request.actor, parcel_id=pk, at=at, note=said["note"], now=request.now)
        return back

    return form_page(
        title=gettext("登记送到"),
        purpose=f"{card.receiver} · {card.code}",
        back=back,
        back_label=card.code,
        form=form,
        act=act,
        done=gettext("记下了。"),
    ).answer(request)


class BackForm(forms.Form):
    codes = codes_field(required=False)
    location = forms.TypedChoiceField(label=_("退到哪里"), coerce=int)
    reason = forms.CharField(label=_("为什么退回"), max_length=200)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].help_text = _("空着就是全部退回。")
        choose_from(self, "location", [(one.pk, one.name) for one in stock.locations(actor, permission="parcels.send")])


@require_http_methods(BOTH)
@login_required
def bring_back(request: Request, pk: int) -> HttpResponse:
    card = queries.parcel(request.actor, pk, permission="parcels.send")
    form = BackForm(request.POST if request.method == "POST" else None, actor=request.actor)
    back = reverse("parcels:parcel", args=[pk])

    def act() -> str:
        said = form.cleaned_data
        actions.bring_back(
            actor=request.actor,
            parcel_id=pk,
            codes=said["codes"].split(),
            location_id=said["location"],
            reason=said["reason"],
            client_key=key_of(request),
            now=request.now,
        )
        return back

    return form_page(
        title=gettext("登记退回"),
        purpose=f"{card.receiver} · {card.code}",
        back=back,
        back_label=card.code,
        form=form,
        act=act,
        done=gettext("退回入账了。"),
    ).answer(request)
