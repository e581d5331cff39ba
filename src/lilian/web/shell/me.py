"""One's own page: everything one may open, how it is shown, how one signs in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lilian.web.shell.requests import Request


@require_safe
@login_required
def me(request: Request) -> HttpResponse:
    return render(request, "shell/me.html")
