"""List, issue, revoke."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lilian.api.tokens.forms import IssueForm
from lilian.base.actors import Actor
from lilian.base.policy import ROLE_NAMES, Role
from lilian.members import queries
from lilian.members.actions import IssuedToken, issue_token, revoke_token

MOST_SHOWN = 200


def actor_of(request: HttpRequest) -> Actor:
    user: Any = request.user
    return queries.actor_for(user, now=timezone.now())


def shown(request: HttpRequest, actor: Actor, form: IssueForm, issued: IssuedToken | None = None) -> HttpResponse:
    found = queries.api_tokens(actor)[:MOST_SHOWN]
    rows = [(token, ROLE_NAMES[Role(token.role)]) for token in found]
    status = 422 if form.errors else 200
    return render(request, "api/tokens.html", {"rows": rows, "form": form, "issued": issued}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tokens_page(request: HttpRequest) -> HttpResponse:
    """The tokens of the actor's organisations. A new one is shown in the answer that made it, and never again."""
    actor = actor_of(request)
    actor.must("api.manage_tokens")
    form = IssueForm(request.POST or None, actor=actor)
    if not form.is_valid():
        return shown(request, actor, form)
    now = timezone.now()
    issued = issue_token(actor=actor, now=now, **form.wanted(now))
    return shown(request, actor, IssueForm(actor=actor), issued)


@login_required
@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """:raises Refusal: as `revoke_token` does"""
    revoke_token(actor=actor_of(request), token_id=token_id, now=timezone.now())
    return redirect("api-tokens")
