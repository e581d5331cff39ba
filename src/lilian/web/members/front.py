"""What membership shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.members import queries
from lilian.web.shell.front import Entry, Figure, Front, Section


def figures(actor: Actor, now: datetime) -> Iterator[Figure]:
    """How many members there are, for those who look after them."""
    if actor.may("members.see_people"):
        counts = queries.members_by_kind(actor, on=timezone.localdate(now))
        yield Figure(
            gettext("成员单位"), f"{sum(counts.values()):,}", reverse("members:organisations"), gettext("家"), order=80
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("成员单位"),
            "members:organisations",
            "building-community",
            Section.ALLIANCE,
            permission="members.see",
            short=gettext_noop("成员"),
            order=60,
        ),
        Entry(
            gettext_noop("人员"), "members:people", "users", Section.ALLIANCE, permission="members.see_people", order=61
        ),
        Entry(
            gettext_noop("农户"),
            "members:households",
            "home-heart",
            Section.ALLIANCE,
            permission="members.see_people",
            order=61,
        ),
        Entry(gettext_noop("地点"), "members:places", "map-pin", Section.ALLIANCE, permission="members.see", order=62),
    ),
    figures=(figures,),
)
