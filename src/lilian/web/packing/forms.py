"""Forms of packing. They read; whether it may stand is decided by the act."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.catalog import queries as catalog
from lilian.catalog.queries import grade_names
from lilian.packing.values import (
    SHIFT_NAMES,
    PackingCard,
    PackingDraft,
    Shift,
    SpecCard,
    SpecDraft,
    SpecFigures,
    TakenFrom,
    Weighed,
)
from lilian.planning.packing.shortage import allowed_shortage_g
from lilian.stock.queries.lots import LotCard
from lilian.web.shell.fields import DayField, MoneyField, WeightField, choose_from

PLEASE = _("请选择")
SHIFTS = [(shift.value, _(name)) for shift, name in SHIFT_NAMES.items()]


class OpenForm(forms.Form):
    """One choice is the lot and where it lies, so that a packer picks what is in front of them."""

    spec = forms.TypedChoiceField(label=_("装哪种规格"), coerce=int)
    lots = forms.TypedMultipleChoiceField(
        label=_("装哪些批次"), coerce=int, widget=forms.CheckboxSelectMultiple, help_text=_("只列出在这条线上的果。")
    )
    shift = forms.ChoiceField(label=_("班次"), choices=SHIFTS, widget=forms.RadioSelect)
    licence = forms.TypedChoiceField(
        label=_("贴什么标"), coerce=int, required=False, empty_value=None, help_text=_("贴标的箱会用掉领来的标签。")
    )
    scale = forms.CharField(label=_("用哪台秤"), max_length=40, required=False, help_text=_("写秤的编号。"))

    def __init__(
        self,
        *args: Any,
        place: Any,
        specs: Sequence[SpecCard],
        lots: Sequence[LotCard],
        licences: Sequence[Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.place, names = place, grade_names()
        choose_from(self, "licence", [("", _("不贴标")), *((one.pk, f"{one.mark} {one.number}") for one in licences)])
        if not licences:
            del self.fields["licence"]
        named = ((card.spec_id, f"{card.name} · {card.variety} {names.get(card.grade, card.grade)}") for card in specs)
        choose_from(self, "spec", [("", PLEASE), *named])
        lying = ((lot.lot_id, f"{lot.code} · {lot.variety} {names.get(lot.grade, lot.grade)}") for lot in lots)
        choose_from(self, "lots", lying)

    def draft(self) -> PackingDraft:
        said = self.cleaned_data
        return PackingDraft(
            organisation_id=self.place.organisation_id,
            location_id=self.place.pk,
            spec_id=said["spec"],
            shift=Shift(said["shift"]),
            lot_ids=tuple(said["lots"]),
            scale=said["scale"],
        )


class GramsField(forms.IntegerField):
    """Whole grams with the number keypad."""

    unit = _("克")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)


class WeighForm(forms.Form):
    """What the scale shows of one box."""

    gross = GramsField(label=_("毛重"), min_value=1, max_value=100_000)
    pieces = forms.IntegerField(label=_("个数"), min_value=1, max_value=1_000)

    def __init__(self, *args: Any, figures: SpecFigures, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gross"].widget.attrs |= {"class": "form-control-big", "autofocus": True}
        if figures.usual_pieces is not None:
            del self.fields["pieces"]
        else:
            self.fields["pieces"].widget.attrs["inputmode"] = "numeric"

    def weighed(self) -> Weighed:
        return Weighed(gross_g=self.cleaned_data["gross"], pieces=self.cleaned_data.get("pieces"))


class CloseForm(forms.Form):
    """How much of each lot was used; what lies there is offered."""

    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, card: PackingCard, lots: Sequence[LotCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        for lot in lots:
            lies = sum(each.free_g for each in lot.lies if each.location_id == card.location_id)
            field = WeightField(label=lot.code, unit="公斤", initial=lies, help_text=_("投进去多少；没用完的改小。"))
            self.fields[f"lot-{lot.lot_id}"] = field
        self.order_fields([*(f"lot-{lot.lot_id}" for lot in lots), "note"])

    def taken(self) -> list[TakenFrom]:
        weights = {lot.lot_id: self.cleaned_data[f"lot-{lot.lot_id}"] for lot in self.lots}
        return [TakenFrom(lot_id, weight_g) for lot_id, weight_g in weights.items() if weight_g]


class FiguresForm(forms.Form):
    """A version of a specification; an allowed shortage left empty is the law's."""

    label = GramsField(label=_("净含量"), min_value=50, max_value=50_000)
    least = forms.IntegerField(label=_("最少几个"), min_value=1, max_value=1_000)
    most = forms.IntegerField(label=_("最多几个"), min_value=1, max_value=1_000)
    shortage = GramsField(
        label=_("允许短缺量"),
        min_value=0,
        required=False,
        help_text=_("空着就按国家规定的表取。单箱可以少，整批平均不能少。"),
    )
    tare = GramsField(label=_("空箱重"), min_value=0, max_value=10_000)
    price = MoneyField(label=_("每公斤果价"), help_text=_("用来把让利的克数折成钱。"))
    effective_from = DayField(label=_("从哪天起执行"))
    source = forms.CharField(label=_("依据"), max_length=200)

    def figures(self) -> SpecFigures:
        said = self.cleaned_data
        shortage_g = said["shortage"] if said["shortage"] is not None else allowed_shortage_g(said["label"])
        return SpecFigures(said["label"], shortage_g, said["least"], said["most"], said["tare"], said["price"])


class SpecForm(FiguresForm):
    """A specification to be, with its first version."""

    name = forms.CharField(label=_("规格名称"), max_length=40)
    code = forms.CharField(label=_("规格编号"), max_length=20)
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    grade = forms.ChoiceField(label=_("等级"))
    gtin = forms.CharField(
        label=_("商品条码"), max_length=14, required=False, help_text=_("没有就空着，用联盟内部编号。")
    )
    field_order = ("name", "code", "variety", "grade", "gtin", "label", "least", "most", "shortage", "tare", "price")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "variety", [("", PLEASE), *((v.pk, v.name) for v in catalog.varieties())])
        choose_from(self, "grade", [("", PLEASE), *grade_names().items()])

    def draft(self) -> SpecDraft:
        said = self.cleaned_data
        return SpecDraft(said["code"], said["name"], said["variety"], said["grade"], said["gtin"])


class StowForm(forms.Form):
    """Codes as a scanner types them: one a line, or with any space between."""

    codes = forms.CharField(label=_("箱号"), widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "characters"}))

    def said(self) -> list[str]:
        """Also whole links, whose last part is the code."""
        return [word.rstrip("/").rpartition("/")[2] for word in self.cleaned_data["codes"].split()]


def next_version(card: SpecCard, day: date) -> dict[str, Any]:
    """The figures of the version before, from tomorrow on."""
    figures = card.figures
    return {
        "label": figures.label_g,
        "least": figures.least_count,
        "most": figures.most_count,
        "shortage": figures.shortage_g,
        "tare": figures.tare_g,
        "price": figures.price_fen_per_kg,
        "effective_from": date.fromordinal(day.toordinal() + 1),
    }
