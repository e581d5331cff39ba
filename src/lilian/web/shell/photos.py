"""A photo that came with a form, made smaller; what is wrong with it is said at its field."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lilian.drawing.photos import LEAST_SIDES, TooFewPixels, TooManyPixels

MOST_BYTES = 20 * 1024 * 1024
ACCEPT = "image/jpeg,image/png"
Made = TypeVar("Made")


def made_of(given: UploadedFile, make: Callable[[bytes], Made]) -> Made:
    """What `make` makes of it.

    :raises ValidationError: for a file over 20 MB, or of which it makes nothing
    """
    if (given.size or 0) > MOST_BYTES:
        raise forms.ValidationError(_("照片最大 20 MB。"), code="too_large")
    try:
        return make(given.read())
    except TooManyPixels:
        raise forms.ValidationError(_("照片的像素太多，请用手机拍的原图。"), code="too_many_pixels") from None
    except TooFewPixels:
        sides = {"long": LEAST_SIDES[0], "short": LEAST_SIDES[1]}
        words = _("照片太小，长边至少 %(long)s、短边至少 %(short)s 像素。")
        raise forms.ValidationError(words, code="too_few_pixels", params=sides) from None
    except ValueError:
        raise forms.ValidationError(_("要 JPEG 或 PNG 照片。"), code="no_picture") from None
