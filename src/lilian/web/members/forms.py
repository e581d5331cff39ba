"""Forms of membership. They read; whether it may stand is decided by the act."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.base.policy import ROLE_NAMES, Role
from lilian.members import queries
from lilian.members.values import (
    GRANTABLE,
    KIND_NAMES,
    PLACE_KIND_NAMES,
    OrganisationDraft,
    OrganisationKind,
    PersonDraft,
    PlaceDraft,
    PlaceKind,
    SourceCrs,
)
from lilian.web.members.finding import OrganisationField, PersonField
from lilian.web.shell.fields import DayField, choose_from

CRS_NAMES = {
    SourceCrs.GCJ02: _("高德、腾讯地图、微信"),
    SourceCrs.BD09: _("百度地图"),
    SourceCrs.WGS84: _("GPS、北斗"),
}


def translated(names: Any) -> list[tuple[str, Any]]:
    """Choices whose words are translated when they are shown."""
    return [(key.value if hasattr(key, "value") else key, _(name)) for key, name in names.items()]


def township_choices(today: date) -> list[tuple[str, str]]:
    return [("", "—"), *queries.townships(on=today).values_list("code", "name")]


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("单位名称"), max_length=80)
    code = forms.CharField(label=_("单位编号"), max_length=40, help_text=_("联盟内部的编号，登记后在各种表里用它。"))
    kind = forms.ChoiceField(label=_("类别"), choices=translated(KIND_NAMES))
    joined_on = DayField(label=_("加入日期"))
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=30, required=False, help_text=_("18 位，照营业执照填。")
    )
    parent = OrganisationField(
        label=_("上级单位"), required=False, help_text=_("写名称、拼音或编号都行；没有上级就空着。")
    )
    township = forms.ChoiceField(label=_("乡镇"), required=False)
    village = forms.CharField(label=_("村"), max_length=40, required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].of(actor, "organisations")  # type: ignore[attr-defined]
        choose_from(self, "township", township_choices(today))

    def draft(self) -> OrganisationDraft:
        said = self.cleaned_data
        return OrganisationDraft(
            code=said["code"],
            name=said["name"],
            kind=OrganisationKind(said["kind"]),
            joined_on=said["joined_on"],
            uscc=said["uscc"],
            parent_id=said["parent"],
            township_code=said["township"],
            village=said["village"],
            note=said["note"],
        )


def said_of(organisation: Any) -> dict[str, Any]:
    """An organisation as its form shows it."""
    return {
        "name": organisation.name,
        "code": organisation.code,
        "kind": organisation.kind,
        "joined_on": organisation.joined_on,
        "uscc": organisation.uscc or "",
        "parent": organisation.parent.code if organisation.parent else "",
        "township": organisation.township.code if organisation.township else "",
        "village": organisation.village,
        "note": organisation.note,
    }


class LeavingForm(forms.Form):
    left_on = DayField(label=_("从哪天起不再是成员"), help_text=_("从这天起，单位里的任职和它给出的委托都停止生效。"))


class PersonForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("手机号"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    village = forms.CharField(label=_("村"), max_length=40, required=False)
    code = forms.CharField(label=_("人员编号"), max_length=40, required=False, help_text=_("空着就自动编一个。"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def draft(self, organisation_id: int) -> PersonDraft:
        return PersonDraft(organisation_id=organisation_id, **self.cleaned_data)


class PostForm(forms.Form):
    person = PersonField(label=_("谁"), help_text=_("写姓名、拼音、人员编号或手机尾号。"))
    role = forms.ChoiceField(label=_("任什么职"), choices=translated(ROLE_NAMES))
    starts_on = DayField(label=_("从哪天起"))

    def __init__(self, *args: Any, actor: Actor, organisation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].of(actor, organisation_id, "people")  # type: ignore[attr-defined]

    @property
    def chosen_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndPostForm(forms.Form):
    ends_on = DayField(label=_("从哪天起不再任职"))


class GrantForm(forms.Form):
    receiver = OrganisationField(label=_("委托给哪个单位"), help_text=_("写名称、拼音或编号。"))
    permission = forms.ChoiceField(label=_("让对方能做什么"), choices=translated(GRANTABLE), widget=forms.RadioSelect)
    starts_on = DayField(label=_("从哪天起"))
    ends_on = DayField(label=_("到哪天为止"), required=False, help_text=_("空着就一直有效，随时可以收回。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].of(actor, "organisations")  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    name = forms.CharField(label=_("地点名称"), max_length=80)
    code = forms.CharField(label=_("地点编号"), max_length=40)
    kind = forms.ChoiceField(label=_("类别"), choices=translated(PLACE_KIND_NAMES))
    lon = forms.FloatField(label=_("经度"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    lat = forms.FloatField(label=_("纬度"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    source_crs = forms.ChoiceField(label=_("经纬度从哪里查的"), choices=translated(CRS_NAMES))
    organisation = OrganisationField(label=_("属于哪个单位"), required=False)
    township = forms.ChoiceField(label=_("乡镇"), required=False)
    village = forms.CharField(label=_("村"), max_length=40, required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].of(actor, "organisations")  # type: ignore[attr-defined]
        choose_from(self, "township", township_choices(today))

    def draft(self, area_m2: int | None = None) -> PlaceDraft:
        """`area_m2` is what a block keeps: the form does not ask for it."""
        said = dict(self.cleaned_data)
        return PlaceDraft(
            organisation_id=said.pop("organisation"),
            township_code=said.pop("township"),
            kind=PlaceKind(said.pop("kind")),
            source_crs=SourceCrs(said.pop("source_crs")),
            area_m2=area_m2,
            **said,
        )


class ChangePlaceForm(PlaceForm):
    """The point as degrees, or that of a village: both give the same record."""

    at_village = forms.ChoiceField(
        label=_("或用村的位置"), required=False, help_text=_("选了村，就用村的经纬度，上面填的不算。")
    )
    field_order = ("name", "code", "kind", "lon", "lat", "source_crs", "at_village")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.villages = {str(one.pk): one for one in queries.places(actor, kind=PlaceKind.VILLAGE)}
        named = [(key, f"{one.name} · {one.code}") for key, one in self.villages.items()]
        choose_from(self, "at_village", [("", "—"), *named])

    def draft(self, area_m2: int | None = None) -> PlaceDraft:
        village = self.villages.get(self.cleaned_data.pop("at_village"))
        said = super().draft(area_m2)
        if village is None:
            return said
        return replace(said, lat=village.lat, lon=village.lon, source_crs=SourceCrs.WGS84)


def said_of_place(place: Any) -> dict[str, Any]:
    """A place as its form shows it; the point is kept in WGS-84 whatever it was given in."""
    return {
        "name": place.name,
        "code": place.code,
        "kind": place.kind,
        "lon": place.lon,
        "lat": place.lat,
        "source_crs": SourceCrs.WGS84.value,
        "organisation": place.organisation.code if place.organisation else "",
        "township": place.township.code if place.township else "",
        "village": place.village,
        "note": place.note,
    }


class ClosePlaceForm(forms.Form):
    reason = forms.CharField(label=_("为什么停用"), max_length=200)
