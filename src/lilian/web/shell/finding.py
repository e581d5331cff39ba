"""A field in which one writes whom or what one means: a name, pinyin, a code, the tail of a phone."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NAMED = 4


class FindField(forms.CharField):
    """Cleans to the key of the one record that is meant. `offers` fills the browser's own suggestions."""

    offers: list[tuple[str, str]]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)
        self.widget.attrs.update(autocomplete="off")
        self.offers = []

    def offer(self, list_id: str, offers: Iterable[tuple[str, str]]) -> None:
        """(what is written, what is shown beside it)."""
        self.widget.attrs["list"] = list_id
        self.offers = list(offers)
        self.list_id = list_id

    def found(self, text: str) -> list[Any]:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        found = self.found(text.strip())
        if not found:
            raise forms.ValidationError(_("没有找到“%(text)s”。请写全名或编号。"), params={"text": text})
        exact = [one for one in found if text.strip() in (one.code, one.name)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0].pk
        names = gettext("、").join(f"{one.name}({one.code})" for one in found[:NAMED])
        raise forms.ValidationError(_("符合的不止一个：%(names)s。请写编号。"), params={"names": names})
