"""Charts and maps of our own drawing in a page."""

from django.utils.safestring import SafeString, mark_safe


def drawn(svg: str) -> SafeString:
    """What `lilian.drawing` made, to stand in a page as it is: it escapes every text it is given."""
    return mark_safe(svg)  # noqa: S308 - the one place that says so
