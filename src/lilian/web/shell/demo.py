"""The demo's one-click sign-in by role. Outside demo mode these addresses do not exist, and the view says so too."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.base.actors import Actor
from lilian.base.policy import ROLE_NAMES, Role
from lilian.members import queries as members
from lilian.web.shell.requests import Request

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DEMO_PREFIX = "demo-"


@dataclass(frozen=True)
class DemoAccount:
    username: str
    name: str
    role: str
    role_words: str
    organisation: str


def accounts(now: datetime) -> list[DemoAccount]:
    """Demo accounts by role, the office first; none outside demo mode."""
    if not settings.DEMO:
        return []
    users = get_user_model().objects.filter(username__startswith=DEMO_PREFIX, is_active=True)
    found = [(members.actor_for(user, now=now), user) for user in users]
    ranks = {role: rank for rank, role in enumerate(Role)}
    found.sort(key=lambda pair: (min((ranks[role] for role in pair[0].roles), default=99), pair[1].pk))
    return [account(actor, user) for actor, user in found]


def account(actor: Actor, user: Any) -> DemoAccount:
    held = [role for role in Role if role in actor.roles]
    words = gettext("、").join(gettext(ROLE_NAMES[role]) for role in held)
    home = members.organisation(actor, actor.duties[0].organisation_id).name if actor.duties else ""
    return DemoAccount(user.username, str(user), held[0] if held else "", words, home)


@require_safe
def roles(request: Request) -> HttpResponse:
    """The switcher for someone who is in already.

    :raises Http404: outside demo mode
    """
    if not settings.DEMO:
        raise Http404
    return render(request, "shell/demo.html", {"demo_accounts": accounts(request.now)})


@require_POST
def enter(request: Request) -> HttpResponse:
    """Sign in as a demo account.

    :raises Http404: outside demo mode, and for any account that is not a demo account
    """
    username = request.POST.get("username", "")
    if not settings.DEMO or not username.startswith(DEMO_PREFIX):
        raise Http404
    user = get_object_or_404(get_user_model(), username=username, is_active=True)
    login(request, user, backend=BACKEND)
    return redirect("home")
