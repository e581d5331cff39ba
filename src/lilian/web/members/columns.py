"""Columns of the lists of members."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lilian.members.values import KIND_NAMES, PLACE_KIND_NAMES, OrganisationKind, PlaceKind
from lilian.web.shell.listing import Column


def kind_name(organisation: Any) -> str:
    return gettext(KIND_NAMES[OrganisationKind(organisation.kind)])


def where(organisation: Any) -> str:
    """Township and village, as far as they are known."""
    return " ".join(part for part in (str(organisation.township or ""), organisation.village) if part)


def organisation_url(organisation: Any) -> str:
    return reverse("members:organisation", args=[organisation.pk])


ORGANISATIONS = (
    Column("name", _("名称"), lambda o: o.name, sort="name", card="lead", link=organisation_url),
    Column("code", _("编号"), lambda o: o.code, sort="code"),
    Column("kind", _("类别"), kind_name, sort="kind"),
    Column("township", _("乡镇、村"), where, sort="township__name"),
    Column("joined", _("入盟日期"), lambda o: o.joined_on, sort="joined_on", card="hide"),
)
PEOPLE = (
    Column("name", _("姓名"), lambda p: p.name, card="lead"),
    Column("code", _("编号"), lambda p: p.code, card="hide"),
    Column("phone", _("手机"), lambda p: p.phone),
    Column("village", _("村"), lambda p: p.village),
)
PEOPLE_OF_ALL = (
    *PEOPLE[:1],
    Column(
        "organisation",
        _("单位"),
        lambda p: p.organisation_name,
        link=lambda p: reverse("members:organisation", args=[p.organisation_id]),
    ),
    *PEOPLE[1:],
)
PLACES = (
    Column("name", _("地点"), lambda p: p.name, card="lead"),
    Column("kind", _("类别"), lambda p: gettext(PLACE_KIND_NAMES[PlaceKind(p.kind)])),
    Column("village", _("村"), lambda p: p.village),
    Column("point", _("经纬度"), lambda p: f"{p.lat:.5f}, {p.lon:.5f}", number=True, card="hide"),
)
