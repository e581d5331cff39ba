"""What every page's template knows."""

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
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "saved": any(message.level == messages.SUCCESS for message in waiting(request)),
    }


def waiting(request: HttpRequest) -> list[Any]:
    """Messages of this answer, looked at without taking them out of the queue."""
    storage: Any = messages.get_messages(request)
    found = list(storage)
    storage.used = False
    return found
