"""Orders, receiving at a place, and its bills."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lilian.kernel.refusal import NotFound, Refusal
from lilian.members import queries as members
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Counted, Stage
from lilian.supplies import queries as supplies
from lilian.web.purchasing.views.campaign import acted, frame
from lilian.web.purchasing.views.handing import handing_lines
from lilian.web.shell.fields import DayField, choose_from
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import once
from lilian.web.shell.refusals import status_of, told
from lilian.web.shell.requests import Request

MOST = 1_000_000


@require_POST
@login_required
def place_orders(request: Request, pk: int) -> HttpResponse:
    def act() -> None:
        actions.place_orders(actor=request.actor, campaign_id=pk, now=request.now)

    return acted(request, pk, act, gettext("采购单下好了，各村等着点收。"))


@require_safe
@login_required
def order(request: Request, pk: int) -> HttpResponse:
    """One order with its lines by place."""
    found = queries.order(request.actor, pk)
    lines = found.lines.select_related("article__farm_input", "organisation")
    return render(request, "purchasing/order.html", {"order": found, "campaign": found.campaign, "lines": list(lines)})


class ReceiveForm(forms.Form):
    """For each order line: how many came, how many of them are broken; nothing said means all came whole."""

    point = forms.TypedChoiceField(label=_("卸在哪里"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, lines: list[Any], points: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choose_from(self, "point", [("", _("单位自己的库房")), *points])
        for line in lines:
            self.fields[f"delivered_{line.pk}"] = _number(_("实到"), line.quantity)
            self.fields[f"damaged_{line.pk}"] = _number(_("其中坏的"), 0)
            self.fields[f"batch_{line.pk}"] = forms.CharField(label=_("批号"), max_length=40, required=False)
            self.fields[f"expires_on_{line.pk}"] = DayField(label=_("有效期至"), required=False)
            self.fields[f"note_{line.pk}"] = forms.CharField(label=_("备注"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for line in self.lines:
            if (said.get(f"damaged_{line.pk}") or 0) > (said.get(f"delivered_{line.pk}") or 0):
                self.add_error(f"damaged_{line.pk}", _("坏的不能比送到的多。"))
        return said

    def counted(self) -> list[Counted]:
        said = self.cleaned_data
        return [
            Counted(
                line.pk,
                said[f"delivered_{line.pk}"],
                said[f"damaged_{line.pk}"] or 0,
                said[f"batch_{line.pk}"],
                said[f"expires_on_{line.pk}"],
                said[f"note_{line.pk}"],
            )
            for line in self.lines
        ]


def _number(label: Any, initial: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, initial=initial, widget=widget)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def receive(request: Request, pk: int, place: int) -> HttpResponse:
    request.actor.must("purchasing.receive", organisation_id=place)
    found = queries.campaign(request.actor, pk)
    lines = list(queries.lines_to(request.actor, pk, place))
    if not lines:
        raise NotFound()
    waiting = [line for line in lines if not hasattr(line, "receipt")]
    points = [(one.pk, one.name) for one in supplies.points(request.actor, place)]
    form = ReceiveForm(request.POST if request.method == "POST" else None, lines=waiting, points=points)

    def act() -> str:
        said = {"campaign_id": pk, "organisation_id": place, "point_id": form.cleaned_data["point"]}
        actions.receive(actor=request.actor, counted=form.counted(), now=request.now, **said)
        return reverse("purchasing:receive", args=[pk, place])

    names = ("delivered", "damaged", "batch", "expires_on", "note")
    context = frame(request, found) | {
        "place": members.organisation_names([place])[place],
        "place_id": place,
        "waiting": [
            {"line": line, "input": line.article.farm_input, **{name: form[f"{name}_{line.pk}"] for name in names}}
            for line in waiting
        ],
        "received": [line for line in lines if hasattr(line, "receipt")],
        "point": form["point"] if points else None,
        "handing": handing_lines(request, pk, place),
        "may_hand_out": not waiting,
    }
    return FormPage("purchasing/receive.html", form, act, gettext("点收好了。"), context).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bills(request: Request, pk: int, place: int) -> HttpResponse:
    """What will be booked, or was; ticked buyers take it on input credit."""
    request.actor.must("purchasing.bill", organisation_id=place)
    found = queries.campaign(request.actor, pk)
    handing = handing_lines(request, pk, place)
    context = frame(request, found) | {
        "place": members.organisation_names([place]).get(place, ""),
        "place_id": place,
        "handing": handing,
        "sum_fen": sum(each["amount_fen"] for each in handing),
        "billed": list(queries.bills(request.actor, pk).filter(organisation_id=place)),
        "may_bill": found.stage == Stage.ORDERED,
    }
    if request.method != "POST":
        return render(request, "purchasing/bills.html", context)
    ticked = {int(key) for key in request.POST.getlist("on_credit") if key.isascii() and key.isdigit()}
    on_credit = [each["buyer"] for each in handing if (each["buyer"].household_id or 0) in ticked]

    def act() -> str:
        actions.bill_place(
            actor=request.actor, campaign_id=pk, organisation_id=place, on_credit=on_credit, now=request.now
        )
        return reverse("purchasing:bills", args=[pk, place])

    try:
        return once(request, act)
    except NotFound:
        raise
    except Refusal as refusal:
        return render(request, "purchasing/bills.html", context | {"told": told(refusal)}, status=status_of(refusal))
