"""Needs proposed by what households under contract promise."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lilian.flows.input_needs import MOST_RATE, needs_from_contracts
from lilian.members import queries as members
from lilian.purchasing import queries
from lilian.web.shell.form_page import form_page
from lilian.web.shell.requests import Request


class RatesForm(forms.Form):
    """Units of each article for ten tonnes promised; what is left empty is not proposed."""

    def __init__(self, *args: Any, articles: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.articles = [article.pk for article in articles]
        for article in articles:
            named = article.farm_input
            label = _("{name}：每约定 10 吨用几{unit}").format(name=named.name, unit=named.unit)
            widget = forms.NumberInput(attrs={"inputmode": "numeric"})
            field = forms.IntegerField(label=label, min_value=1, max_value=MOST_RATE, required=False, widget=widget)
            self.fields[f"rate_{article.pk}"] = field

    def rates(self) -> dict[int, int]:
        said = {pk: self.cleaned_data[f"rate_{pk}"] for pk in self.articles}
        return {pk: rate for pk, rate in said.items() if rate}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def from_contracts(request: Request, pk: int, place: int) -> HttpResponse:
    request.actor.must("purchasing.need", organisation_id=place)
    articles = list(queries.articles(request.actor, queries.campaign(request.actor, pk).pk))
    form = RatesForm(request.POST if request.method == "POST" else None, articles=articles)
    back = reverse("purchasing:place", args=[pk, place])

    def act() -> str:
        needs_from_contracts(
            actor=request.actor, campaign_id=pk, organisation_id=place, rates=form.rates(), now=request.now
        )
        return back

    return form_page(
        title=gettext("按合同报需求"),
        purpose=gettext("照各户生效的合同约定多少果来算，零头算一件；自己报过的不动。"),
        back=back,
        back_label=members.organisation_names([place])[place],
        submit=gettext("算出来报上"),
        form=form,
        act=act,
        done=gettext("按合同报上了，请看一遍再确认。"),
    ).answer(request)
