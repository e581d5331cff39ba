"""Members: the list, one organisation, people."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.base.actors import Actor
from lilian.base.policy import ROLE_NAMES, Role
from lilian.members import queries
from lilian.members.values import GRANTABLE, KIND_NAMES, OrganisationKind
from lilian.web.members.cards import Cards
from lilian.web.members.columns import ORGANISATIONS, PEOPLE, PEOPLE_OF_ALL, PLACES, kind_name, where
from lilian.web.shell.listing import Listing, chips

PEOPLE_SHOWN = 30


@require_safe
@login_required
def organisation_list(request: HttpRequest) -> HttpResponse:
    """All members today, by kind, found by name, pinyin or initials."""
    today, text = timezone.localdate(request.now), request.GET.get("q", "")
    chosen = request.GET.get("kind", "")
    kind = OrganisationKind(chosen) if chosen in set(OrganisationKind) else None
    counts = queries.members_by_kind(request.actor, on=today)
    options = [("", gettext("全部")), *((kind.value, gettext(KIND_NAMES[kind])) for kind in OrganisationKind)]
    numbers = {"": sum(counts.values()), **{kind.value: count for kind, count in counts.items()}}
    found = queries.organisations(request.actor, on=today, kind=kind, text=text)
    context = {
        "listing": Listing(request, ORGANISATIONS, found, default_sort="code"),
        "chips": chips(request, "kind", options, numbers),
        "text": text,
        "may_change": request.actor.may("members.change"),
    }
    return render(request, "members/organisations.html", context)


@require_safe
@login_required
def organisation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: what it is, its people as far as the reader may see them, places, grants."""
    today, actor = timezone.localdate(request.now), request.actor
    organisation = queries.organisation(actor, pk)
    sees_people = actor.may("members.see_people", organisation_id=pk)
    grants = queries.grants(actor, organisation_id=pk) if actor.may("members.grant", organisation_id=pk) else None
    context = {
        "organisation": organisation,
        "kind": kind_name(organisation),
        "where": where(organisation),
        "sees_people": sees_people,
        "people": people_listing(request, pk) if sees_people else None,
        "posts": post_lines(actor, queries.posts(actor, on=today, organisation_id=pk)) if sees_people else (),
        "places": Listing(request, PLACES, queries.places(actor, organisation_id=pk)[:PEOPLE_SHOWN]),
        "grants": grants,
        "grantable": GRANTABLE,
        "may_change": actor.may("members.change"),
    }
    return render(request, "members/organisation.html", context)


def post_lines(actor: Actor, posts: Iterable[Any]) -> list[tuple[str, str]]:
    """(role, name) of each post; names as the reader may see them."""
    held = list(posts)
    names = {card.id: card.name for card in queries.person_cards(actor, [post.person for post in held])}
    return [(gettext(ROLE_NAMES[Role(post.role)]), names[post.person_id]) for post in held]


def people_listing(request: HttpRequest, organisation_id: int) -> Listing:
    found = queries.people(request.actor, organisation_id=organisation_id).order_by("code")
    return Listing(request, PEOPLE, Cards(request.actor, found), row_key=lambda card: card.code)


@require_safe
@login_required
def people_list(request: HttpRequest) -> HttpResponse:
    """People the reader may see; found by name, pinyin, initials or the tail of the phone number."""
    text = request.GET.get("q", "")
    found = queries.people(request.actor, text=text).order_by("code")
    listing = Listing(request, PEOPLE_OF_ALL, Cards(request.actor, found), row_key=lambda card: card.code)
    return render(request, "members/people.html", {"listing": listing, "text": text})


@require_safe
@login_required
def place_list(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    listing = Listing(request, PLACES, queries.places(request.actor, text=text), default_sort="code")
    return render(request, "members/places.html", {"listing": listing, "text": text})
