"""Staff see other people's data, so outside the demo they sign in with a second factor or see nothing."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lilian.base.actors import Actor
from lilian.web.shell.middleware import GetResponse
from lilian.web.shell.requests import Request

FREE_NAMES = frozenset({"second_factor", "prefer", "healthz", "readyz"})
FREE_PREFIXES = ("mfa_", "account_")


def is_owed(user: Any, actor: Actor) -> bool:
    """True if this user must set up a second factor before doing anything else."""
    return not settings.DEMO and user.is_authenticated and actor.is_staff and not is_mfa_enabled(user)


class Required:
    """Leads staff without a second factor to the page that sets one up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = (request.resolver_match and request.resolver_match.view_name) or ""
        free = name in FREE_NAMES or name.startswith(FREE_PREFIXES) or request.path.startswith("/api/")
        if free or not request.user.is_authenticated:
            return None
        return redirect("second_factor") if is_owed(request.user, request.actor) else None


@login_required
def second_factor(request: Request) -> HttpResponse:
    return render(request, "shell/second_factor.html", {"done": is_mfa_enabled(request.user)})
