"""The log's page for everybody, checking a saved proof, and how the log stands for the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.kernel.refusal import NotAllowed, Refusal
from lilian.transparency import actions, queries
from lilian.web.shell.refusals import told
from lilian.web.shell.requests import Request
from lilian.web.transparency.words import silence_words

SHOWN = 24  # checkpoints: a day of them


@require_safe
def log(request: Request) -> HttpResponse:
    """What the log is, its newest checkpoint, who watches it, what there is to take home."""
    point, watching = queries.latest(), queries.witnesses()
    seen = sorted((one.last_at, one.id, one) for one in watching if one.last_at)
    context = {
        "point": point,
        "last_seen": seen[-1][2] if seen else None,
        "note": queries.full_note(point) if point else "",
        "checkpoints": queries.checkpoints()[:SHOWN],
        "witnesses": watching,
        "keys": queries.log_keys(),
        "now": request.now,
    }
    return render(request, "transparency/log.html", context)


@require_safe
def check(request: Request) -> HttpResponse:
    """Files somebody saved, checked in the browser: nothing of them is sent here."""
    return render(request, "transparency/check.html", {"trusted": queries.trusted(), "keys": queries.log_keys()})


@require_safe
@login_required
def state(request: Request) -> HttpResponse:
    request.actor.must("transparency.see")
    return _state(request)


def _state(request: Request, status: int = 200, **more: object) -> HttpResponse:
    point, waits = queries.latest(), queries.waits()
    context = {
        "point": point,
        "size": queries.size(),
        "waits": waits,
        "is_late": queries.is_late(request.now),
        "has_key": actions.has_key(),
        "is_rewound": actions.is_rewound(),
        "witnesses": [(one, silence_words(one.silence)) for one in queries.witnesses()],
        "keys": queries.log_keys(),
        "now": request.now,
        "may_sign": request.actor.may("transparency.sign"),
        "may_change": request.actor.may("transparency.change"),
    }
    return render(request, "transparency/state.html", context | more, status=status)


@require_POST
@login_required
def sign(request: Request) -> HttpResponse:
    """Never through `once`: its transaction would hold leaves that are not committed when they are signed."""
    try:
        size = actions.sign(actor=request.actor, now=request.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _state(request, 409, told=told(refusal))
    messages.success(request, gettext("签好了，一共 {size} 条。").format(size=f"{size:,}"))
    return HttpResponseRedirect(reverse("transparency:state"))
