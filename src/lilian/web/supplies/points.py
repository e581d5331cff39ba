"""Where each household of a co-operative or village fetches what is for it."""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lilian.members import queries as members
from lilian.supplies import actions, queries
from lilian.web.shell.fields import choose_from
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request

MOST_HOUSEHOLDS = 500


class PointsForm(forms.Form):
    """A point for each household; empty is the organisation's own store."""

    def __init__(self, *args: Any, cards: list[Any], points: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards, now = cards, queries.pick_ups([card.id for card in cards])
        for card in cards:
            name = f"point_{card.id}"
            label = f"{card.head} {card.code}".strip()
            self.fields[name] = forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False)
            choose_from(self, name, [("", _("单位自己的库房")), *points])
            self.fields[name].initial = now.get(card.id)

    def by_point(self) -> dict[int | None, list[int]]:
        found: dict[int | None, list[int]] = defaultdict(list)
        for card in self.cards:
            found[self.cleaned_data[f"point_{card.id}"]].append(card.id)
        return dict(found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def points(request: Request, pk: int) -> HttpResponse:
    request.actor.must("supplies.keep", organisation_id=pk)
    home = members.organisation(request.actor, pk)
    near = members.households(request.actor, organisation_id=pk).order_by("code")[:MOST_HOUSEHOLDS]
    choices = [(one.pk, one.name) for one in queries.points(request.actor, pk)]
    data = request.POST if request.method == "POST" else None
    form = PointsForm(data, cards=members.household_cards(request.actor, near), points=choices)

    def act() -> str:
        for point_id, household_ids in form.by_point().items():
            actions.set_pick_up(
                actor=request.actor,
                organisation_id=pk,
                household_ids=household_ids,
                point_id=point_id,
                now=request.now,
            )
        return reverse("supplies:points", args=[pk])

    context = {"home": home, "has_points": bool(choices)}
    return FormPage("supplies/points.html", form, act, gettext("领货点记下了，发放单照它分。"), context).answer(request)
