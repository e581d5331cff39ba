"""Forms of crates and bins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.crates import queries
from lilian.crates.values import AT_HOLDERS, Holder, MoveKind
from lilian.kernel.marks import gettext_noop
from lilian.members import queries as register
from lilian.stock import queries as stock
from lilian.web.shell.fields import DayField, MoneyField, WeightField, choose_from
from lilian.web.shell.finding import FindField
from lilian.web.shell.whom import Found, WhomField

MOST_COUNT = 100_000


class HolderField(WhomField):
    """As `WhomField`; cleans to a `Holder`."""

    def clean(self, value: Any) -> Any:
        whom = super().clean(value)
        return None if whom is None else Holder(*whom)


def crate_field(actor: Actor) -> forms.TypedChoiceField:
    """Of the kinds whose owner the actor may act for."""
    reach = actor.reach("crates.move")
    kinds = [crate for crate in queries.crates(actor) if crate.owner_id in reach]
    choices = [(crate.pk, f"{crate.name} · {crate.owner.name}") for crate in kinds]
    return forms.TypedChoiceField(label=_("哪种箱"), coerce=int, choices=choices)


class CountField(forms.IntegerField):
    unit = gettext_noop("只")

    def __init__(self) -> None:
        super().__init__(label=_("多少只"), min_value=1, max_value=MOST_COUNT)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class MoveForm(forms.Form):
    """Who, which crates, how many, when; asks for a holder where there is one, and for words where they are owed."""

    holder = HolderField(label=_("谁"), help_text=_("写姓名、拼音、农户编号，或单位名称。"))
    count = CountField()
    day = DayField(label=_("哪天"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    field_order = ("holder", "crate", "count", "day", "note")

    def __init__(self, *args: Any, kind: MoveKind, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["crate"] = crate_field(actor)
        self.order_fields(self.field_order)
        if kind in AT_HOLDERS:
            self.fields["holder"].of(actor)  # type: ignore[attr-defined]
        else:
            del self.fields["holder"]
        self.fields["note"].required = kind in (MoveKind.LOSE, MoveKind.SCRAP)


class ChangeCrateForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=80)
    deposit_fen = MoneyField(label=_("每只押金"), help_text=_("改了以后领的按新押金；以前收的不变。"))


class CrateForm(forms.Form):
    code = forms.CharField(label=_("编号"), max_length=40)
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：塑料周转箱 25 公斤。"))
    owner = forms.TypedChoiceField(label=_("谁的箱"), coerce=int)
    tare_g = WeightField(label=_("空箱重"), unit=gettext_noop("公斤"))
    deposit_fen = MoneyField(label=_("每只押金"))

    def __init__(self, *args: Any, actor: Actor) -> None:
        super().__init__(*args)
        reach = actor.reach("crates.add")
        owners = [one for one in register.organisations(actor) if one.pk in reach]
        choose_from(self, "owner", [(one.pk, one.name) for one in owners])


class BinsForm(forms.Form):
    codes = forms.CharField(
        label=_("箱号"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}), help_text=_("一行一个。")
    )

    field_order = ("crate", "codes")

    def __init__(self, *args: Any, actor: Actor) -> None:
        super().__init__(*args)
        self.fields["crate"] = crate_field(actor)
        self.order_fields(self.field_order)


class LotField(FindField):
    actor: Actor

    def of(self, actor: Actor) -> None:
        self.actor = actor

    def found(self, text: str) -> list[Any]:
        return [Found(row.code, row.code, row.pk) for row in stock.lots(self.actor).filter(code__iexact=text)[:2]]


class FillForm(forms.Form):
    lot = LotField(label=_("哪一批"), help_text=_("写批次编号，例如 L000012。"))

    def __init__(self, *args: Any, actor: Actor) -> None:
        super().__init__(*args)
        self.fields["lot"].of(actor)  # type: ignore[attr-defined]
