"""A supplier's page: what is wanted, and its own bid."""

import re
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lilian.base.actors import Actor
from lilian.kernel.money import parse_fen
from lilian.kernel.quantity import plain
from lilian.kernel.refusal import Refusal
from lilian.members import queries as members
from lilian.purchasing import actions, queries
from lilian.purchasing.values import TIERING_NAMES, Paper, PaperKind, QuoteDraft, QuoteLineDraft, Tiering
from lilian.web.purchasing.views.campaign import article_lines, frame
from lilian.web.shell.fields import DayField, MoneyField, as_form_error, choose_from
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request

STEP = re.compile(r"(?P<start>\d+)[:\uff1a](?P<price>.+)")
MOST_STEPS = 12


class StepsField(forms.CharField):
    """Price steps as people write them: `120` or `0:120 50:115 200:108`; cleans to (starts, fen)."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        parts = [plain(part) for part in re.split(r"[\s,\uff0c;\uff1b]+", text) if part]
        if not parts:
            return None
        try:
            steps = [self._step(part) for part in parts[:MOST_STEPS]]
        except Refusal as refusal:
            raise as_form_error(refusal) from refusal
        return tuple(start for start, _ in steps), tuple(fen for _, fen in steps)

    def _step(self, text: str) -> tuple[int, int]:
        found = STEP.fullmatch(text)
        return (int(found["start"][:9]), parse_fen(found["price"])) if found else (0, parse_fen(text))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "  ".join(f"{start}:{fen // 100}.{fen % 100:02d}" for start, fen in value)


class QuoteForm(forms.Form):
    """Prices of each article, then what holds for the whole bid."""

    supplier = forms.TypedChoiceField(label=_("哪家报价"), coerce=int)
    order_fen = MoneyField(label=_("每单固定费用"), required=False)
    freight_fen = MoneyField(label=_("每件送到村的运费"), required=False, help_text=_("各村都一样；不另收就空着。"))
    minimum_fen = MoneyField(label=_("最少要买多少钱才送"), required=False)
    licence = forms.CharField(label=_("经营许可证号"), max_length=60)
    licence_until = DayField(label=_("许可证到哪天"))

    def __init__(self, *args: Any, actor: Actor, lines: list[dict[str, Any]], bid: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choose_from(self, "supplier", [(pk, name) for pk, name in suppliers(actor).items()])
        before = {line.article_id: line for line in bid.lines.all()} if bid else {}
        for line in lines:
            self._add(line["article"].pk, before.get(line["article"].pk))
        if bid:
            self._as_before(bid)

    def _add(self, pk: int, before: Any) -> None:
        self.fields[f"steps_{pk}"] = StepsField(label=_("单价（元）"), required=False, max_length=200)
        self.fields[f"tiering_{pk}"] = forms.ChoiceField(
            label=_("档次怎么算"), choices=[(one.value, _(name)) for one, name in TIERING_NAMES.items()], required=False
        )
        self.fields[f"pack_{pk}"] = forms.IntegerField(label=_("整包几件"), min_value=1, required=False)
        self.fields[f"capacity_{pk}"] = forms.IntegerField(label=_("最多能供"), min_value=0, required=False)
        if before:
            said = {"steps": before.steps, "tiering": before.tiering, "pack": before.pack, "capacity": before.capacity}
            for name, value in said.items():
                self.fields[f"{name}_{pk}"].initial = value

    def _as_before(self, bid: Any) -> None:
        for name in ("order_fen", "freight_fen", "minimum_fen"):
            self.fields[name].initial = getattr(bid, name)
        for kind, number, until in bid.papers:
            if kind == PaperKind.LICENCE:
                self.fields["licence"].initial = number
                self.fields["licence_until"].initial = date.fromisoformat(until)

    def draft(self, campaign_id: int) -> QuoteDraft:
        said = self.cleaned_data
        return QuoteDraft(
            campaign_id=campaign_id,
            supplier_id=said["supplier"],
            lines=tuple(self._line(line["article"].pk) for line in self.lines if said[f"steps_{line['article'].pk}"]),
            minimum_fen=said["minimum_fen"] or 0,
            order_fen=said["order_fen"] or 0,
            freight_fen=said["freight_fen"] or 0,
            papers=(Paper(PaperKind.LICENCE, said["licence"], said["licence_until"]),),
        )

    def _line(self, pk: int) -> QuoteLineDraft:
        said = self.cleaned_data
        starts, prices = said[f"steps_{pk}"]
        return QuoteLineDraft(
            article_id=pk,
            prices_fen=prices,
            starts=starts,
            tiering=Tiering(said[f"tiering_{pk}"] or Tiering.ALL_UNITS),
            pack=said[f"pack_{pk}"] or 1,
            capacity=said[f"capacity_{pk}"],
        )


def suppliers(actor: Actor) -> dict[int, str]:
    """Those the actor bids for."""
    return members.organisation_names(actor.reach("purchasing.quote").organisation_ids)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quote(request: Request, pk: int) -> HttpResponse:
    request.actor.must("purchasing.quote")
    found = queries.campaign(request.actor, pk)
    lines = article_lines(request, found)
    bid = next((queries.own_quote(request.actor, pk, key) for key in suppliers(request.actor)), None)
    form = QuoteForm(request.POST if request.method == "POST" else None, actor=request.actor, lines=lines, bid=bid)

    def act() -> str:
        actions.submit_quote(actor=request.actor, draft=form.draft(pk), client_key=key_of(request), now=request.now)
        return reverse("purchasing:quote", args=[pk])

    names = ("steps", "tiering", "pack", "capacity")
    context = frame(request, found) | {
        "bid": bid,
        "lines": [line | {name: form[f"{name}_{line['article'].pk}"] for name in names} for line in lines],
        "terms": [form[name] for name in ("supplier", "order_fen", "freight_fen", "minimum_fen", "licence")]
        + [form["licence_until"]],
        "places": queries.delivery_places(request.actor, pk),
    }
    return FormPage(
        "purchasing/quote.html", form, act, gettext("报价交上了，开标以前只有您自己看得到，可以再改。"), context
    ).answer(request)
