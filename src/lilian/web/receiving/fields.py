"""Fields of the weighing form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.kernel.quantity import plain
from lilian.receiving.values import Seller, SellerCard
from lilian.web.shell.fields import MeasureField
from lilian.web.shell.finding import NAMED


class TenthsField(MeasureField):
    """A number with at most one decimal; cleans to tenths."""

    def read(self, text: str) -> int:
        whole, _point, part = plain(text).partition(".")
        if not (whole.isdigit() and len(whole) <= 4 and len(part) <= 1 and (part or "0").isdigit()):
            raise forms.ValidationError(_("请填数字，最多一位小数，例如 13.2。"), code="bad_tenths")
        return int(whole) * 10 + int(part or 0)

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 10}.{value % 10}" if isinstance(value, int) else value


class SellerField(forms.CharField):
    """Cleans to a `Seller`: from the key a script puts in, or from a name, pinyin or code."""

    known: Mapping[str, SellerCard]

    def of(self, cards: list[SellerCard]) -> None:
        self.known = {card.key: card for card in cards}

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if text in self.known:
            return seller_of(text)
        found = self._found(text.lower())
        if not found:
            raise forms.ValidationError(_("没有找到“%(text)s”。请写全名或编号。"), params={"text": text})
        if len(found) > 1:
            names = gettext("、").join(f"{one.name}({one.code})" for one in found[:NAMED])
            raise forms.ValidationError(_("符合的不止一个：%(names)s。请写编号。"), params={"names": names})
        return seller_of(found[0].key)

    def _found(self, text: str) -> list[SellerCard]:
        exact = [card for card in self.known.values() if text in (card.code.lower(), card.name.lower())]
        return exact or [card for card in self.known.values() if text in card.sought]


def seller_of(key: str) -> Seller:
    """`h12` -> household 12, `p5` -> person 5, `o3` -> organisation 3."""
    number = int(key[1:])
    match key[0]:
        case "h":
            return Seller(household_id=number)
        case "p":
            return Seller(person_id=number)
    return Seller(organisation_id=number)
