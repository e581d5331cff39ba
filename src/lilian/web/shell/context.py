"""What every page's template knows."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from lilian.base.actors import NOBODY, Actor
from lilian.base.policy import ROLE_NAMES
from lilian.web.shell import navigation
from lilian.web.shell.preferences import Preferences

STATIC = Path(__file__).parents[1] / "static"


def role_words(actor: Actor) -> str:
    return gettext("、").join(gettext(name) for role, name in ROLE_NAMES.items() if role in actor.roles)


def page(request: HttpRequest) -> dict[str, Any]:
    actor: Actor = getattr(request, "actor", NOBODY)
    groups = SimpleLazyObject(lambda: navigation.groups(actor, request.path))
    return {
        "actor": actor,
        "role_words": SimpleLazyObject(lambda: role_words(actor)),
        "nav_groups": groups,
        "nav_tabs": SimpleLazyObject(lambda: navigation.tabs(list(groups))),
        "preferences": Preferences.of(request),
        "demo": settings.DEMO,
        "part_sheet": part_sheet(request),
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "saved": any(message.level == messages.SUCCESS for message in waiting(request)),
    }


def part_sheet(request: HttpRequest) -> str:
    """The style sheet of the page's own part of the site; empty where that part has none."""
    match = getattr(request, "resolver_match", None)
    return part_sheets().get(match.app_name, "") if match else ""


@cache
def part_sheets() -> dict[str, str]:
    """By part of the site, as static files; `assets/build` made them."""
    return {path.stem.removeprefix("part-"): f"built/{path.name}" for path in (STATIC / "built").glob("part-*.css")}


def waiting(request: HttpRequest) -> list[Any]:
    """Messages of this answer, looked at without taking them out of the queue."""
    storage: Any = messages.get_messages(request)
    found = list(storage)
    storage.used = False
    return found
