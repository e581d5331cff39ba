"""What the office says of a store and of a room."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.catalog import queries as catalog
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.storage.queries import records
from lilian.storage.values import RoomDraft, StoreDraft
from lilian.web.shell.fields import DayField, MoneyField, WeightField, choose_from
from lilian.web.storage.stores.forms.readings import DegreesField

LITRES_PER_M3 = 1_000


def named_places(actor: Actor, kept: int | None) -> list[tuple[int, str]]:
    """Registered places of stores where none stands yet, and the one this store has."""
    taken = records.places_taken(actor) - {kept}
    found = members.places(actor, kind=PlaceKind.STORE).exclude(pk__in=taken)
    return [(place.pk, f"{place.name} · {place.code}") for place in found]


def keepers(actor: Actor, on: date, kept: Any = None) -> list[tuple[int, str]]:
    """People who hold a keeper's post that day, and the one this store has."""
    posts = members.posts(actor, on=on).filter(role=Role.KEEPER).order_by("organisation__name", "person__name")
    found = {post.person_id: f"{post.person.name} · {post.organisation.name}" for post in posts}
    if kept is not None:
        found.setdefault(kept.pk, kept.name)
    return list(found.items())


class StoreForm(forms.Form):
    name = forms.CharField(label=_("库名"), max_length=80)
    code = forms.CharField(label=_("编号"), max_length=40, help_text=_("例如 K063；各种表里都用它。"))
    organisation = forms.TypedChoiceField(label=_("归哪个单位"), coerce=int)
    place = forms.TypedChoiceField(label=_("所在地点"), coerce=int)
    varieties = forms.TypedMultipleChoiceField(label=_("可以存什么"), coerce=int, widget=forms.CheckboxSelectMultiple)
    intake = WeightField(label=_("一天最多入库"))
    fee = MoneyField(label=_("每吨每月收费"))
    temperature = DegreesField(label=_("平常的库温"), help_text=_("有实测温度以后，按实测的算。"))
    keeper = forms.TypedChoiceField(label=_("库管员"), coerce=int, empty_value=None, required=False)
    opening_hours = forms.CharField(
        label=_("开门时间"), max_length=60, required=False, help_text=_("例如 6:00–22:00，收果季全天。")
    )

    def __init__(self, *args: Any, actor: Actor, on: date, store: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = [(one.pk, one.name) for one in members.organisations(actor)]
        choose_from(self, "organisation", [("", _("请选择")), *organisations])
        choose_from(self, "place", [("", _("请选择")), *named_places(actor, store.place_id if store else None)])
        choose_from(self, "varieties", [(one.pk, one.name) for one in catalog.varieties()])
        choose_from(self, "keeper", [("", _("还没有定")), *keepers(actor, on, store.keeper if store else None)])

    def draft(self) -> StoreDraft:
        said = self.cleaned_data
        return StoreDraft(
            code=said["code"],
            name=said["name"],
            organisation_id=said["organisation"],
            place_id=said["place"],
            variety_ids=tuple(said["varieties"]),
            intake_g_per_day=said["intake"],
            fee_fen_per_tonne_month=said["fee"],
            temperature_mc=said["temperature"],
            keeper_id=said["keeper"],
            opening_hours=said["opening_hours"],
        )


def said_of(store: Any) -> dict[str, Any]:
    """A store as its form shows it."""
    return {
        "name": store.name,
        "code": store.code,
        "organisation": store.organisation_id,
        "place": store.place_id,
        "varieties": [one.pk for one in store.accepts.all()],
        "intake": store.intake_g_per_day,
        "fee": store.fee_fen_per_tonne_month,
        "temperature": f"{store.temperature_mc / 1000:.1f}",
        "keeper": store.keeper_id,
        "opening_hours": store.opening_hours,
    }


class OutageForm(forms.Form):
    """When a room is out of use, and why."""

    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("例如：制冷机在修。"))
    starts_on = DayField(label=_("哪天起停用"))
    ends_on = DayField(label=_("哪天起能用"), required=False, help_text=_("还不知道就空着，修好了再恢复。"))


class RoomForm(forms.Form):
    code = forms.CharField(label=_("库房号"), max_length=40, help_text=_("例如 3号库。"))
    volume = forms.DecimalField(
        label=_("容积（立方米）"),
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    capacity = WeightField(label=_("申报库容"), help_text=_("这间最多能存多少梨。"))

    def clean_capacity(self) -> int:
        capacity: int = self.cleaned_data["capacity"]
        if capacity <= 0:
            raise forms.ValidationError(_("申报库容要大于 0。"), code="zero")
        return capacity

    def draft(self) -> RoomDraft:
        said = self.cleaned_data
        return RoomDraft(code=said["code"], volume_l=round(said["volume"] * LITRES_PER_M3), capacity_g=said["capacity"])
