"""Room asked for: how much, of what, how long, near which place."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.keeping.values import RequestDraft
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.web.keeping.forms.fields import big_weight
from lilian.web.shell.fields import DayField, choose_from

KINDS = (PlaceKind.COLLECTION_POINT, PlaceKind.VILLAGE)


class AskForm(forms.Form):
    """Near a place of the register; for one of the own organisations."""

    organisation = forms.TypedChoiceField(label=_("谁要存"), coerce=int)
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    starts_on = DayField(label=_("哪天起"))
    ends_on = DayField(label=_("哪天取走"), help_text=_("这一天不算在内。"))
    near = forms.TypedChoiceField(label=_("离哪里近"), coerce=int)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"weight": big_weight(_("要多少")), **self.fields}
        reach, owners = actor.reach("keeping.ask_room"), members.organisations(actor)
        if not reach.everywhere:
            owners = owners.filter(pk__in=reach.organisation_ids)
        self.places = {one.pk: one for kind in KINDS for one in members.places(actor, kind=kind)}
        choose_from(self, "organisation", [(one.pk, one.name) for one in owners])
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])
        choose_from(self, "near", [(pk, one.name) for pk, one in self.places.items()])
        self.fields["starts_on"].initial = today

    def draft(self) -> RequestDraft:
        said = self.cleaned_data
        place = self.places[said["near"]]
        return RequestDraft(
            organisation_id=said["organisation"],
            variety_id=said["variety"],
            weight_g=said["weight"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            lat=place.lat,
            lon=place.lon,
            note=said["note"],
        )
