"""What one buyer needs, on one page that a thumb can fill in."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Buyer, Source, Wanted
from lilian.web.purchasing.views.campaign import acted, article_lines, frame
from lilian.web.shell.fields import choose_from
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request

MOST = 100_000
MOST_BUYERS = 300


@dataclass(frozen=True)
class Choice:
    """One who may be asked for here; `value` is `h12` or `o3`."""

    value: str
    name: str
    buyer: Buyer


def buyers(actor: Actor) -> list[Choice]:
    """The own household first, then households and organisations one writes for."""
    return [*_own_home(actor), *_written_for(actor)]


def _own_home(actor: Actor) -> list[Choice]:
    homes = members.household_homes(members.households_of_people(actor.reach("purchasing.need").person_ids or ()))
    return [Choice(f"h{pk}", gettext("我家"), Buyer(organisation_id, pk)) for pk, organisation_id in homes.items()]


def _written_for(actor: Actor) -> list[Choice]:
    reach = actor.reach("purchasing.need")
    if reach.everywhere or not reach.organisation_ids:
        return []
    own = members.organisations(actor).filter(pk__in=reach.organisation_ids)
    found = [Choice(f"o{one.pk}", one.name, Buyer(one.pk)) for one in own]
    if not actor.may("members.see_people"):
        return found
    near = members.households(actor).filter(organisation_id__in=reach.organisation_ids)
    cards = members.household_cards(actor, near[:MOST_BUYERS])
    return found + [
        Choice(f"h{card.id}", f"{card.head} {card.code}".strip(), Buyer(card.organisation_id, card.id))
        for card in cards
    ]


class NeedsForm(forms.Form):
    """A line an article: how many, up to how many, what else would do."""

    def __init__(self, *args: Any, lines: list[dict[str, Any]], asked: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.articles = [line["article"].pk for line in lines]
        others = [(line["article"].pk, line["input"].name) for line in lines]
        for line in lines:
            self._add(line, asked.get(line["article"].pk), others)

    def _add(self, line: dict[str, Any], need: Any, others: list[tuple[int, str]]) -> None:
        pk, unit = line["article"].pk, line["input"].unit
        self.fields[f"quantity_{pk}"] = _count(
            _("要几{unit}").format(unit=unit), need.quantity if need else None, big=True
        )
        self.fields[f"most_{pk}"] = _count(_("最多可以几{unit}").format(unit=unit), need.most if need else None)
        self.fields[f"substitute_{pk}"] = forms.TypedChoiceField(
            label=_("没有的话换成"), coerce=int, empty_value=None, required=False
        )
        choose_from(self, f"substitute_{pk}", [("", _("不换")), *((one, name) for one, name in others if one != pk)])
        self.fields[f"substitute_{pk}"].initial = need.substitute_id if need else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for pk in self.articles:
            if (said.get(f"most_{pk}") or MOST) < (said.get(f"quantity_{pk}") or 0):
                self.add_error(f"most_{pk}", _("“最多”不能比要的少；没有就空着。"))
        return said

    def wanted(self) -> list[Wanted]:
        said = self.cleaned_data
        return [
            Wanted(pk, said[f"quantity_{pk}"] or 0, said[f"most_{pk}"] or 0, said[f"substitute_{pk}"])
            for pk in self.articles
        ]


def _count(label: Any, initial: int | None, *, big: bool = False) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "class": "form-control-big" if big else ""}
    widget = forms.NumberInput(attrs=attrs)
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=False, initial=initial, widget=widget)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def needs(request: Request, pk: int) -> HttpResponse:
    request.actor.must("purchasing.need")
    found = queries.campaign(request.actor, pk)
    choices = buyers(request.actor)
    wanted = request.POST.get("buyer") or request.GET.get("buyer") or (choices[0].value if choices else "")
    chosen = next((one for one in choices if one.value == wanted), None)
    if chosen is None:
        raise NotFound()
    lines = article_lines(request, found)
    asked = _asked(request.actor, pk, chosen.buyer)
    form = NeedsForm(request.POST if request.method == "POST" else None, lines=lines, asked=asked)
    source = Source.PHONE if chosen.buyer.household_id in _homes(request.actor) else Source.STAFF

    def act() -> str:
        actions.set_needs(
            actor=request.actor,
            campaign_id=pk,
            buyer=chosen.buyer,
            wanted=form.wanted(),
            source=source,
            now=request.now,
        )
        return f"{reverse('purchasing:needs', args=[pk])}?buyer={chosen.value}"

    context = frame(request, found) | {
        "choices": choices,
        "chosen": chosen,
        "lines": [_with_fields(line, form, asked.get(line["article"].pk)) for line in lines],
        "reasons": queries.reasons(list(asked.values())),
    }
    return FormPage("purchasing/needs.html", form, act, gettext("需求记下了。截止以前都可以改。"), context).answer(
        request
    )


def _homes(actor: Actor) -> set[int]:
    return members.households_of_people(actor.reach("purchasing.need").person_ids or ())


def _asked(actor: Actor, campaign_id: int, buyer: Buyer) -> dict[int, Any]:
    own = queries.needs(actor, campaign_id, organisation_id=buyer.organisation_id, household_id=buyer.household_id)
    if buyer.household_id is None:
        own = own.filter(household__isnull=True)
    return {need.article_id: need for need in own}


def _with_fields(line: dict[str, Any], form: NeedsForm, need: Any) -> dict[str, Any]:
    pk = line["article"].pk
    named = {name: form[f"{name}_{pk}"] for name in ("quantity", "most", "substitute")}
    return line | named | {"need": need, "more": bool(need and (need.most > need.quantity or need.substitute_id))}


@require_POST
@login_required
def last_needs(request: Request, pk: int) -> HttpResponse:
    """What the own organisations needed last time, as a proposal."""
    request.actor.must("purchasing.need")
    place = request.POST.get("place", "")
    if not place.isdigit():
        raise NotFound()

    def act() -> None:
        actions.take_last_needs(actor=request.actor, campaign_id=pk, organisation_id=int(place), now=request.now)

    return acted(request, pk, act, gettext("上一期的需求带过来了，请看一遍再确认。"))
