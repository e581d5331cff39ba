"""The home page: what is to be done first, then the figures."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lilian.web.shell.front import figures_for, todos_for
from lilian.web.shell.requests import Request

MOST_TODOS = 7


@require_safe
@login_required
def home(request: Request) -> HttpResponse:
    found = todos_for(request.actor, request.now)
    context = {
        "todos": found[:MOST_TODOS],
        "more": max(0, len(found) - MOST_TODOS),
        "figures": figures_for(request.actor, request.now),
        "today": timezone.localdate(request.now),
    }
    return render(request, "home/home.html", context)
