"""Columns of the lists of members."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.members.values import KIND_NAMES, PLACE_KIND_NAMES, HouseholdCard, OrganisationKind, PersonCard, PlaceKind
from lilian.web.members.phones import phone_cell
from lilian.web.shell.listing import Column
from lilian.web.shell.requests import Request


def kind_name(organisation: Any) -> str:
    return gettext(KIND_NAMES[OrganisationKind(organisation.kind)])


def where(organisation: Any) -> str:
    """Township and village, as far as they are known."""
    return " ".join(part for part in (str(organisation.township or ""), organisation.village) if part)


def organisation_url(organisation: Any) -> str:
    return reverse("members:organisation", args=[organisation.pk])


ORGANISATIONS = (
    Column("name", _("名称"), lambda o: o.name, sort="name", card="lead", link=organisation_url, sub=lambda o: o.code),
    Column("kind", _("类别"), kind_name, sort="kind", card="right"),
    Column("township", _("乡镇、村"), where, sort="township__name"),
    Column("joined", _("加入日期"), lambda o: o.joined_on.isoformat(), sort="joined_on", card="hide"),
)


def person_url(card: PersonCard) -> str:
    return reverse("members:person", args=[card.id])


def people_columns(request: Request) -> tuple[Column, ...]:
    """The phone has a button where the reader may have it shown."""
    return (
        Column("name", _("姓名"), lambda p: p.name, card="lead", link=person_url, sub=lambda p: p.code),
        Column("phone", _("手机"), shown_to(request), card="right"),
        Column("village", _("村"), lambda p: p.village),
    )


def people_columns_of_all(request: Request) -> tuple[Column, ...]:
    name, *rest = people_columns(request)
    home = Column(
        "organisation",
        _("单位"),
        lambda p: p.organisation_name,
        link=lambda p: reverse("members:organisation", args=[p.organisation_id]),
    )
    return (name, home, *rest)


def shown_to(request: Request) -> Callable[[PersonCard], SafeString | str]:
    reach = request.actor.reach("members.reveal")
    return lambda card: phone_cell(request, card) if card.phone and card.organisation_id in reach else card.phone


M2_PER_MU = Decimal("666.67")


def mu(area_m2: int) -> str:
    """`2000` -> `3.0`, in mu of 666.67 m²; nothing for nothing."""
    return f"{area_m2 / M2_PER_MU:.1f}" if area_m2 else ""


def household_url(card: HouseholdCard) -> str:
    return reverse("members:household", args=[card.id])


HOUSEHOLDS = (
    Column("head", _("户主"), lambda h: h.head or "—", card="lead", link=household_url, sub=lambda h: h.code),
    Column(
        "organisation",
        _("单位"),
        lambda h: h.organisation_name,
        link=lambda h: reverse("members:organisation", args=[h.organisation_id]),
    ),
    Column("village", _("村"), lambda h: h.village, card="hide"),
    Column("phone", _("手机"), lambda h: h.phone, card="right"),
    Column("people", _("人口"), lambda h: h.people, number=True),
    Column("area", _("果园（亩）"), lambda h: mu(h.area_m2) or "—", number=True),
)

PLACES = (
    Column("name", _("地点"), lambda p: p.name, sort="name", card="lead", sub=lambda p: p.code),
    Column("kind", _("类别"), lambda p: gettext(PLACE_KIND_NAMES[PlaceKind(p.kind)]), sort="kind", card="right"),
    Column(
        "organisation",
        _("单位"),
        lambda p: p.organisation.name if p.organisation else "",
        link=lambda p: organisation_url(p.organisation) if p.organisation else "",
    ),
    Column("village", _("乡镇、村"), where, sort="village"),
    Column("point", _("纬度、经度"), lambda p: f"{p.lat:.5f}, {p.lon:.5f}", number=True, card="hide"),
)
PLACES_OF_ONE = tuple(column for column in PLACES if column.key != "organisation")


def place_columns(request: Request, *, closed: bool) -> tuple[Column, ...]:
    """Those who may change a place open its form by its name; a closed one is taken into use again beside it."""
    if not request.actor.may("members.change"):
        return PLACES
    if closed:
        return (*PLACES, Column("again", "", lambda p: render_to_string("members/reopen.html", {"place": p}, request)))
    name, *rest = PLACES
    return (replace(name, link=lambda p: reverse("members:change_place", args=[p.pk])), *rest)
