"""What a clerk fills in at the scale, and the board of prices."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lilian.catalog import queries as catalog
from lilian.catalog.values import DEFECT_NAMES, Defect
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import parse_weight_g
from lilian.kernel.refusal import Refusal
from lilian.receiving.values import (
    NO_CERTIFICATE_NAMES,
    PRICE_KIND_NAMES,
    Certificate,
    NoCertificate,
    Priced,
    PriceDraft,
    PriceKind,
    SampleDraft,
    SellerCard,
    SlipDraft,
    Weighing,
)
from lilian.web.receiving.fields import SellerField, TenthsField
from lilian.web.receiving.words import grade_names
from lilian.web.shell.fields import DayField, MoneyField, as_form_error, choose_from

UNITS = (("kg", _("公斤")), ("jin", _("斤")))
PLEASE = _("请选择")


class ScaleField(forms.CharField):
    """What the scale shows; read in the unit the form says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")


class WeighForm(forms.Form):
    """`told` is the posted price as the phone showed it, in fen; `weighed_at` when, where it is sent later."""

    seller = SellerField(label=_("谁的果"), max_length=60)
    block = forms.TypedChoiceField(label=_("哪块地"), coerce=int, empty_value=None, required=False)
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int, widget=forms.RadioSelect)
    grade = forms.ChoiceField(label=_("等级"), required=False)
    harvest_date = DayField(label=_("采收日期"))
    unit = forms.ChoiceField(label=_("秤上的单位"), choices=UNITS, widget=forms.RadioSelect, initial="kg")
    gross = ScaleField(label=_("毛重"))
    tare = ScaleField(label=_("皮重"), required=False)
    crates = forms.IntegerField(label=_("筐数"), min_value=0, max_value=5_000, required=False)
    price_kind = forms.ChoiceField(
        label=_("价格"), choices=[(k.value, _(name)) for k, name in PRICE_KIND_NAMES.items()], widget=forms.RadioSelect
    )
    contract = forms.CharField(
        label=_("哪份合同"), max_length=80, required=False, widget=forms.TextInput({"list": "contracts"})
    )
    contract_price = MoneyField(
        label=_("合同价"),
        unit=gettext_noop("元/公斤"),
        max_length=10,
        required=False,
        help_text=_("系统里的合同不用填。"),
    )
    certificate = forms.CharField(label=_("承诺达标合格证编号"), max_length=60, required=False)
    issuer = forms.CharField(
        label=_("谁开具的"), max_length=80, required=False, help_text=_("本系统开具的不用填；不填就是交果人。")
    )
    no_certificate = forms.ChoiceField(
        label=_("没有的原因"),
        choices=[("", PLEASE), *((r.value, _(name)) for r, name in NO_CERTIFICATE_NAMES.items())],
        required=False,
        help_text=_("农户可以没有；企业和合作社必须有。"),
    )
    sample_size = forms.IntegerField(label=_("看了几个果"), min_value=1, max_value=500, required=False)
    brix = TenthsField(label=_("糖度"), unit="°Brix", required=False)
    firmness = TenthsField(label=_("硬度"), unit="N", required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)
    told = forms.IntegerField(required=False, widget=forms.HiddenInput)
    weighed_at = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    sure = forms.BooleanField(label=_("看过了，没有错"), required=False)

    def __init__(self, *args: Any, location_id: int, sellers: list[SellerCard], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.location_id, self.now = location_id, now
        self.fields["seller"].of(sellers)  # type: ignore[attr-defined]
        blocks = [(pk, f"{name} · {card.name}") for card in sellers for pk, name in card.blocks]
        choose_from(self, "block", [("", _("没有说")), *blocks])
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])
        choose_from(self, "grade", list(grade_names(timezone.localdate(now)).items()))
        for defect, name in DEFECT_NAMES.items():
            field = forms.IntegerField(label=_(name), min_value=0, max_value=500, required=False)
            field.widget.attrs["inputmode"] = "numeric"
            self.fields[f"defect-{defect}"] = field
        for name in ("crates", "sample_size"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    @property
    def defects(self) -> Iterator[forms.BoundField]:
        return (self[f"defect-{defect}"] for defect in DEFECT_NAMES)

    def clean_weighed_at(self) -> datetime:
        """A phone says when in UTC; who says nothing means now."""
        text = self.cleaned_data["weighed_at"]
        try:
            at = datetime.fromisoformat(text) if text else self.now
        except ValueError:
            at = self.now
        return at if at.tzinfo else self.now

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("gross", "tare"):
            if name in said:
                said[name] = self._grams(name, said[name], said.get("unit", "kg"))
        sampled = said.get("brix") or said.get("firmness") or self._defects(said)
        if sampled and not said.get("sample_size") and "sample_size" not in self.errors:
            self.add_error("sample_size", _("抽样的话，请填看了几个果。"))
        return said

    def _grams(self, name: str, text: str, unit: str) -> int:
        try:
            return parse_weight_g(text, default_unit=unit) if text else 0
        except Refusal as refusal:
            self.add_error(name, as_form_error(refusal))
            return 0

    @staticmethod
    def _defects(said: dict[str, Any]) -> tuple[tuple[Defect, int], ...]:
        counts = ((defect, said.get(f"defect-{defect}") or 0) for defect in Defect)
        return tuple((defect, count) for defect, count in counts if count)

    def draft(self) -> SlipDraft:
        said = self.cleaned_data
        return SlipDraft(
            location_id=self.location_id,
            seller=said["seller"],
            variety_id=said["variety"],
            harvest_date=said["harvest_date"],
            weighing=Weighing(said["gross"], said["tare"], said["crates"] or 0),
            certificate=self._certificate(),
            price=self._price(),
            weighed_at=said["weighed_at"],
            grade=said["grade"],
            block_id=said["block"],
            sample=self._sample(),
            note=said["note"],
            sure=said["sure"],
        )

    def _certificate(self) -> Certificate:
        """A number leaves no room for a reason: the form comes with the usual one chosen."""
        said = self.cleaned_data
        reason = said["no_certificate"] if not said["certificate"].strip() else ""
        return Certificate(said["certificate"], NoCertificate(reason) if reason else None)

    def _price(self) -> Priced:
        said, kind = self.cleaned_data, PriceKind(self.cleaned_data["price_kind"])
        told = {PriceKind.POSTED: said["told"], PriceKind.CONTRACT: said["contract_price"]}
        return Priced(kind, said["contract"] if kind is PriceKind.CONTRACT else "", told.get(kind))

    def _sample(self) -> SampleDraft | None:
        said = self.cleaned_data
        if not said["sample_size"]:
            return None
        return SampleDraft(said["sample_size"], said["brix"], said["firmness"], self._defects(said))


class PriceForm(forms.Form):
    """A price on the board, from now on; empty takes it down."""

    point = forms.TypedChoiceField(label=_("哪里的价"), coerce=int, empty_value=None, required=False)
    variety = forms.TypedChoiceField(label=_("品种"), coerce=int)
    grade = forms.ChoiceField(label=_("等级"), required=False)
    price = MoneyField(
        label=_("挂牌价"),
        unit=gettext_noop("元/公斤"),
        max_length=10,
        required=False,
        help_text=_("空着就是不再挂牌。"),
    )

    def __init__(self, *args: Any, points: Sequence[Any], county: bool, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        whole = [("", _("全县"))] if county else [("", PLEASE)]
        self.fields["point"].required = not county
        choose_from(self, "point", [*whole, *((one.pk, one.name) for one in points)])
        choose_from(self, "variety", [(one.pk, one.name) for one in catalog.varieties()])
        choose_from(self, "grade", list(grade_names(timezone.localdate(now)).items()))

    def draft(self) -> PriceDraft:
        said = self.cleaned_data
        return PriceDraft(said["variety"], self.now, said["price"], said["point"], said["grade"])
