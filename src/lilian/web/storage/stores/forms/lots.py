"""A lot of fruit that waits to be stored."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.storage.sheets import LOTS
from lilian.storage.values import LotDraft
from lilian.web.shell.fields import DayField, WeightField, choose_from
from lilian.web.shell.finding import FindField

PLEASE = _("请选择")
HERE = 0  # the point a lot already has, where no registered place is meant
MOST_OFFERED = 300
GRADES: Sequence[str] = LOTS.column("grade").choices


class GrowerField(FindField):
    """Cleans to the key of a person the actor may look into; a co-op's own people are suggested."""

    actor: Actor

    def of(self, actor: Actor) -> None:
        self.actor = actor
        if not actor.reach("members.see_people").everywhere:
            found = members.people(actor).order_by("code")[:MOST_OFFERED]
            self.offer("growers", [(card.code, card.name) for card in members.person_cards(actor, found)])

    def found(self, text: str) -> list[Any]:
        return list(members.people(self.actor, text=text)[:MOST_OFFERED])


class LotForm(forms.Form):
    """`at` is the place it lies at; its point, village and organisation follow from that."""

    at = forms.TypedChoiceField(label=_("果在哪里"), coerce=int, help_text=_("收购点或村。"))
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    grade = forms.ChoiceField(label=_("等级"), choices=[("", PLEASE), *((name, name) for name in GRADES)])
    weight = WeightField(label=_("重量"), help_text=_("填吨；也可以写 3600斤、1800公斤。"))
    harvest_date = DayField(label=_("采收日期"))
    organisation = forms.TypedChoiceField(
        label=_("归哪个单位"), coerce=int, empty_value=None, required=False, help_text=_("空着就归收购点所属的单位。")
    )
    grower = GrowerField(label=_("哪位果农的果"), required=False, help_text=_("填姓名、人员编号或手机尾号。"))
    code = forms.CharField(label=_("批次号"), max_length=40, help_text=_("已经编好一个，也可以改成自己的。"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, lot: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lot, reach = lot, actor.reach("storage.change_lots")
        self.places = {one.pk: one for one in points(actor)}
        named = [(pk, f"{one.name} · {one.township or '—'}") for pk, one in self.places.items()]
        kept = [(HERE, str(lot.point or lot.village or _("原来的地点")))] if lot else [("", PLEASE)]
        choose_from(self, "at", [*kept, *named])
        owners = members.organisations(actor)
        if not reach.everywhere:
            owners = owners.filter(pk__in=reach.organisation_ids)
        found = [(one.pk, one.name) for one in owners]
        choose_from(self, "organisation", [("", _("收购点所属的单位")), *found])
        self.fields["grower"].of(actor)  # type: ignore[attr-defined]
        choose_from(self, "variety", [("", PLEASE), *((one.pk, one.name) for one in catalog.varieties())])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("organisation") is None and said.get("at") is not None:
            said["organisation"] = self._owner(said["at"])
            if said["organisation"] is None:
                self.add_error("organisation", _("这个地点没有登记单位，请选一个。"))
        return said

    def _owner(self, at: int) -> int | None:
        owner = self.lot.organisation_id if at == HERE else self.places[at].organisation_id
        return int(owner) if owner else None

    def draft(self) -> LotDraft:
        said = self.cleaned_data
        return LotDraft(
            code=said["code"],
            organisation_id=said["organisation"],
            variety_id=said["variety"],
            grade=said["grade"],
            weight_g=said["weight"],
            harvest_date=said["harvest_date"],
            note=said["note"],
            grower_id=said["grower"],
            **self._point(),
        )

    def _point(self) -> dict[str, Any]:
        if self.cleaned_data["at"] == HERE:
            return {name: getattr(self.lot, name) for name in ("lat", "lon", "point", "village")}
        place = self.places[self.cleaned_data["at"]]
        return {"lat": place.lat, "lon": place.lon, "point": place.name, "village": place.village}


def points(actor: Actor) -> list[Any]:
    """Collection points, then villages."""
    kinds = (PlaceKind.COLLECTION_POINT, PlaceKind.VILLAGE)
    return [place for kind in kinds for place in members.places(actor, kind=kind)]


def said_of(lot: Any) -> dict[str, Any]:
    """A lot as its form shows it."""
    return {
        "at": HERE,
        "variety": lot.variety_id,
        "grade": lot.grade,
        "weight": lot.weight_g,
        "harvest_date": lot.harvest_date,
        "organisation": lot.organisation_id,
        "grower": (lot.grower.code or lot.grower.name) if lot.grower else "",
        "code": lot.code,
        "note": lot.note,
    }
