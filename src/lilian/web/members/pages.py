"""What the form pages of membership share: their template and the way back."""

from typing import Any

from django.urls import reverse

from lilian.web.shell.form_page import FormPage

FORM = "members/form.html"


def organisation_address(pk: int) -> str:
    return reverse("members:organisation", args=[pk])


def form_page(*, title: str, purpose: str, back: str, back_label: str, **rest: Any) -> FormPage:
    """A `FormPage` on the shared template; `rest` is its form, act and done.

    `beside` is a button in the head that leads on: its address and its words; `map` is drawn beside the form.
    """
    submit = rest.pop("submit", "")
    beside = rest.pop("beside", None)
    context = {
        "title": title,
        "purpose": purpose,
        "back": back,
        "back_label": back_label,
        "submit": submit,
        "beside": beside,
        "map": rest.pop("map", ""),
    }
    return FormPage(template=FORM, context=context, **rest)
