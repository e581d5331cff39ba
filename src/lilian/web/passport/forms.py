"""Forms of consents, complaints and pictures."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.drawing.photos import Light, light
from lilian.passport.actions.consents import LONGEST_NAME
from lilian.passport.actions.pictures import MOST_BYTES
from lilian.passport.values import PictureDraft
from lilian.web.shell.photos import ACCEPT, made_of


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("箱子上怎么称呼"),
        max_length=LONGEST_NAME,
        help_text=_("例如“梅秀英”或“梅师傅”；看到箱子页面的人都会看到。"),
    )


class PaperForm(NameForm):
    paper = forms.CharField(
        label=_("签字表在哪里"), max_length=80, help_text=_("例如“合作社档案柜 2026-3 号”；没有签字不能署名。")
    )


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("怎么办的"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class PictureForm(forms.Form):
    photo = forms.FileField(
        label=_("照片"),
        max_length=120,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("横着拍的最好。JPEG 或 PNG，最大 20 MB；只留下一张小图，手机写进去的地点和时间会去掉。"),
    )
    caption = forms.CharField(label=_("一句说明"), max_length=40, required=False, help_text=_("例如“四月，梨花开了”。"))
    caption_en = forms.CharField(label=_("英文说明"), max_length=80, required=False)
    nobody = forms.BooleanField(label=_("照片里没有人，也看不出是哪一家"))

    def clean_photo(self) -> Light:
        return made_of(self.cleaned_data["photo"], partial(light, most_bytes=MOST_BYTES))

    def draft(self) -> PictureDraft:
        said = self.cleaned_data
        return PictureDraft(said["photo"], said["caption"], said["caption_en"])


class RemoveForm(forms.Form):
    reason = forms.CharField(label=_("为什么撤下"), max_length=200)
