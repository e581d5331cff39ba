"""What marks show outside their own pages."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.brand import queries
from lilian.kernel.marks import gettext_noop
from lilian.usage import queries as usage
from lilian.web.shell.front import Entry, Front, Section, Todo

HOLDERS = frozenset({Role.COOP_MANAGER, Role.PACKER})


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Asks to answer for the office, months to report for holders; licences that end soon for both."""
    if not (actor.roles & HOLDERS or Role.OFFICE in actor.roles):
        return
    day = timezone.localdate(now)
    if actor.may("brand.issue") and (ask := queries.asks(actor, waiting=True).last()):
        yield Todo(
            gettext("有人等着领标签"),
            ask.licence.holder,
            gettext("去答复"),
            reverse("brand:answer", args=[ask.pk]),
            icon="certificate",
            tone="now",
            order=36,
        )
    yield from _uncertified(actor, day)
    yield from _reports(actor, day)
    for card in queries.ending(actor, day)[:1]:
        yield Todo(
            gettext("用标授权 %(number)s 快到期了") % {"number": card.number},
            gettext("%(holder)s，有效到 %(day)s") % {"holder": card.holder, "day": f"{card.valid_until:%Y-%m-%d}"},
            gettext("去看"),
            reverse("brand:licence", args=[card.licence_id]),
            icon="certificate",
            order=45,
        )


def _uncertified(actor: Actor, day: date) -> Iterator[Todo]:
    """Labels that lost the certificate behind them, of the first licence that has some."""
    rows = {row.pk: row for row in queries.licences(actor).filter(valid_until__gte=day)}
    for key, count in sorted(queries.uncertified(list(rows)).items())[:1]:
        yield Todo(
            gettext("有 %(count)s 枚标签的合格证作废了") % {"count": f"{count:,}"},
            gettext("%(holder)s，要补开合格证，或者收回标签") % {"holder": rows[key].holder},
            gettext("去看"),
            reverse("brand:licence", args=[key]),
            icon="certificate",
            tone="late",
            order=34,
        )


def _reports(actor: Actor, day: date) -> Iterator[Todo]:
    due = usage.due(actor, day)
    for one in [one for one in due if actor.roles & HOLDERS or one.is_overdue(day)][:1]:
        late = one.is_overdue(day)
        yield Todo(
            gettext("%(month)s 的用标报告还没交") % {"month": f"{one.month:%Y-%m}"},
            gettext("%(holder)s，%(day)s 前要交") % {"holder": one.holder, "day": f"{one.due_on:%Y-%m-%d}"},
            gettext("去看"),
            reverse("brand:licence", args=[one.licence_id]),
            icon="certificate",
            tone="late" if late else "",
            order=37,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("用标管理"),
            "brand:licences",
            "certificate",
            Section.FRUIT,
            permission="brand.see",
            order=34,
        ),
    ),
    todos=(todos,),
)
