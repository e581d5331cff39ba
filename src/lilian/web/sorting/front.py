"""What sorting shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.sorting import queries
from lilian.web.shell.front import Entry, Front, Section, Todo

AT_THE_LINE = frozenset({Role.OFFICE, Role.COOP_MANAGER, Role.LINE_OPERATOR, Role.INSPECTOR})
LONG_OPEN = timedelta(hours=16)
MOST_TODOS = 3


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Overrides that wait for a second person, and runs of an earlier shift that nobody has ended."""
    if actor.may("sorting.override"):
        for run_id, code in queries.unanswered(actor)[:MOST_TODOS]:
            yield Todo(
                gettext("改等级等您答复：%(code)s") % {"code": code},
                gettext("另一位提出的，要第二个人同意才算数。"),
                gettext("去答复"),
                reverse("sorting:run", args=[run_id]),
                icon="adjustments",
                tone="now",
                order=14,
            )
    if Role.LINE_OPERATOR in actor.roles:
        late = queries.runs(actor).filter(closing__isnull=True, opened_at__lt=now - LONG_OPEN)
        for card in queries.cards(late[:MOST_TODOS]):
            yield Todo(
                gettext("结束分选：%(code)s") % {"code": card.code},
                gettext("%(day)s 开的，各等级还没有入账。") % {"day": card.day},
                gettext("去结束"),
                reverse("sorting:run", args=[card.run_id]),
                icon="adjustments",
                tone="late",
                order=16,
            )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("分选"),
            "sorting:runs",
            "adjustments",
            Section.FRUIT,
            permission="sorting.see",
            order=20,
            roles=AT_THE_LINE,
        ),
        Entry(
            gettext_noop("出成率"),
            "sorting:packout",
            "chart-line",
            Section.FRUIT,
            permission="sorting.see",
            order=22,
            roles=AT_THE_LINE | {Role.GROWER, Role.BUREAU_OFFICER},
        ),
    ),
    todos=(todos,),
)
