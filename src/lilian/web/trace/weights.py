"""Weights as the pages of tracing say them."""

from django.utils.translation import gettext

from lilian.web.shell.tags import kilos


def kg(weight_g: int) -> str:
    """`3605` -> `3.6 kg`, in the reader's language."""
    return f"{kilos(weight_g, 1)} {gettext('公斤')}"
