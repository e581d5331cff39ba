"""What anybody sees of a licence or a label by its number: how it stands first, then whose it is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.brand import queries
from lilian.brand.values import FATE_NAMES, MARK_KIND_NAMES, STATE_NAMES, Fate, PublicLabel, State, spoken, tidied
from lilian.web.shell.requests import Request

NOT_FOUND = 404


@require_safe
def search(request: Request) -> HttpResponse:
    """A field for the number, which leads to its page."""
    if number := tidied(request.GET.get("q", "")):
        return redirect("brand:check", number=number)
    return render(request, "brand/check.html", {"asked": ""})


@require_safe
def check(request: Request, number: str) -> HttpResponse:
    found = queries.public(number)
    context: dict[str, Any] = {"asked": spoken(tidied(number)), "is_unknown": found is None}
    if found is not None:
        label = found if isinstance(found, PublicLabel) else None
        context |= _said(found.licence if isinstance(found, PublicLabel) else found) | _label_said(label)
    return render(request, "brand/check.html", context, status=NOT_FOUND if found is None else 200)


def _said(found: Any) -> dict[str, Any]:
    return {
        "found": found,
        "state": gettext(STATE_NAMES[found.state]),
        "kind": gettext(MARK_KIND_NAMES[found.kind]),
        "is_good": found.state is State.VALID,
        "grades": gettext("、").join(found.grades),
        "varieties": gettext("、").join(found.varieties),
    }


def _label_said(label: PublicLabel | None) -> dict[str, Any]:
    if label is None:
        return {}
    fate = gettext(FATE_NAMES[label.fate]) if label.fate else gettext("在持证单位手里")
    return {"label": label, "fate": fate, "is_bad": label.fate in (Fate.SPOILED, Fate.RETURNED)}
