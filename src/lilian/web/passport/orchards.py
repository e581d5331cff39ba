"""The picture of a village's orchards as a page shows it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from lilian.passport.values import Orchard
from lilian.web.passport.languages import CHINESE


def view(orchard: Orchard) -> dict[str, Any]:
    """Where it is, how large, what stands for it where it is not seen, and what is said of it in the reader's words."""
    is_chinese = (get_language() or CHINESE).startswith(CHINESE[:2])
    return {
        "address": reverse("passport:picture", args=[orchard.digest]),
        "width": orchard.width,
        "height": orchard.height,
        "alt": gettext("%(village)s的果园") % {"village": orchard.village},
        "village": orchard.village,
        "caption": orchard.caption if is_chinese else orchard.caption_en,
    }
