"""What is put into a room: how much, and, where no load says it, whose and what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.keeping.values import Fruit, KeptRoomCard, Load, Maturity, PutAwayDraft, Source
from lilian.storage import queries as storage
from lilian.web.keeping.forms.fields import OwnerField, big_weight, maturity_field
from lilian.web.shell.fields import DayField

PLEASE = _("请选择")


class PutAwayForm(forms.Form):
    """With a load: its weight stands there already. Without one: also whose fruit it is, and what."""

    def __init__(self, *args: Any, actor: Actor, room: KeptRoomCard, load: Load | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room, self.load = room, load
        self.fields["weight"] = big_weight(_("入库重量"), initial=load.left_g if load else None)
        if load is None or not load.fruit.owner_id:
            owner = OwnerField(label=_("谁的果"), help_text=_("填单位名称或编号；县里的库常存别人的果。"))
            owner.of(actor)
            self.fields["owner"] = owner
        if load is None or not load.fruit.variety_id:
            varieties = [("", PLEASE), *((one.pk, one.name) for one in catalog.varieties())]
            self.fields["variety"] = forms.TypedChoiceField(label=_("品种"), coerce=int, choices=varieties)
        if load is None or not load.fruit.harvest_date:
            grades = [("", _("还没有分级")), *((name, name) for name in storage.bounds().grades)]
            self.fields["grade"] = forms.ChoiceField(label=_("等级"), choices=grades, required=False)
            self.fields["harvest_date"] = DayField(label=_("采收日期"), required=False)
        self.fields["maturity"] = maturity_field()
        if load is None and not room.is_on_books and room.stock_g:
            self.fields["opening"] = forms.BooleanField(label=_("这是库里原来就有的果"), required=False, initial=True)
        self.fields["note"] = forms.CharField(label=_("备注"), max_length=200, required=False)

    def draft(self) -> PutAwayDraft:
        said = self.cleaned_data
        fruit = Fruit(
            owner_id=said.get("owner") or 0,
            variety_id=said.get("variety") or 0,
            grade=said.get("grade") or "",
            harvest_date=said.get("harvest_date"),
        )
        return PutAwayDraft(
            room_id=self.room.id,
            weight_g=said["weight"],
            source=self.load.source if self.load else Source.OPENING if said.get("opening") else Source.DIRECT,
            source_id=self.load.source_id if self.load else None,
            fruit=fruit,
            maturity=Maturity(said["maturity"]),
            note=said["note"],
        )
