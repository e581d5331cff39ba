"""A signature: strokes on the pad, or a photo of the page."""

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.contracts.values import Hand, Method, Party

PNG = "data:image/png;base64,"
MOST_STROKES = 1_500_000


class SignForm(forms.Form):
    name = forms.CharField(label=_("签字人姓名"), max_length=60)
    strokes = forms.CharField(
        required=False, max_length=MOST_STROKES, widget=forms.HiddenInput(attrs={"data-strokes": ""})
    )
    photo = forms.FileField(
        label=_("或者上传签好的那一页的照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg", "capture": "environment"}),
        help_text=_("PNG 或 JPEG，不超过 2 MB。"),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("photo") and not said.get("strokes", "").startswith(PNG):
            self.add_error("photo", _("请在上面签字，或者传一张照片。"))
        return said

    def hand(self, party: Party) -> Hand:
        said = self.cleaned_data
        if said.get("photo"):
            return Hand(party, said["name"], Method.PHOTO, said["photo"].read(2_000_001))
        return Hand(party, said["name"], Method.PAD, decoded(said["strokes"].removeprefix(PNG)))


def decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""
