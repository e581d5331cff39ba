"""Which point one weighs at, and points that begin to take fruit."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lilian.kernel.refusal import Invalid
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.receiving import actions, queries
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request


@require_safe
@login_required
def points(request: Request) -> HttpResponse:
    """Straight to the scale where there is but one and nothing to open; otherwise choose."""
    request.actor.must("receiving.record")
    found = list(queries.points(request.actor, "receiving.record"))
    to_open = waiting(request) if request.actor.may("stock.change_locations") else []
    if len(found) == 1 and not to_open:
        return HttpResponseRedirect(reverse("receiving:weigh", args=[found[0].pk]))
    return render(request, "receiving/points.html", {"points": found, "to_open": to_open})


def waiting(request: Request) -> list[object]:
    """Registered collection points of the own organisations that take no fruit yet."""
    reach = request.actor.reach("stock.change_locations")
    open_ones = queries.points(request.actor, "stock.change_locations").values_list("place_id", flat=True)
    found = members.places(request.actor, kind=PlaceKind.COLLECTION_POINT).filter(organisation__isnull=False)
    found = found.exclude(pk__in=[pk for pk in open_ones if pk])
    return list(found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids))


@require_POST
@login_required
def open_point(request: Request) -> HttpResponse:
    request.actor.must("stock.change_locations")

    def act() -> str:
        place = request.POST.get("place", "")
        if not place.isdecimal():
            raise Invalid()
        made = actions.open_point(actor=request.actor, place_id=int(place), now=request.now)
        return reverse("receiving:weigh", args=[made])

    return once(request, act)
