"""What certificates show outside their own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.certificates import queries
from lilian.kernel.marks import gettext_noop
from lilian.web.certificates.asked import FLAGGED
from lilian.web.shell.front import Entry, Front, Section, Todo

MOST = 100
HERE = frozenset({Role.COOP_MANAGER, Role.CLERK, Role.KEEPER})  # the office sees all of them in the lists
ROLES = HERE | {Role.OFFICE, Role.BUREAU_OFFICER, Role.GROWER, Role.AUDITOR}


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Certificates that do not fit the fruit they came with, and lots without one: for those at the fruit."""
    if not HERE & actor.roles:
        return
    if flagged := len(queries.flagged(actor)[:MOST]):
        yield Todo(
            gettext("%(n)s 张收来的合格证对不上") % {"n": f"{flagged}"},
            gettext("断网时收的果，要补收一张对的合格证。"),
            gettext("去看"),
            f"{reverse('certificates:collected')}?state={FLAGGED}",
            icon="certificate",
            tone="late",
            order=20,
        )
    if Role.COOP_MANAGER in actor.roles and (count := len(queries.lacking(actor)[:MOST])):
        yield Todo(
            gettext("%(n)s 批果没有合格证") % {"n": f"{count}"},
            gettext("出售以前要开好；混批、分批以后要重开。"),
            gettext("去开"),
            reverse("certificates:lacking"),
            icon="certificate",
            order=35,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("合格证管理"),
            "certificates:certificates",
            "certificate",
            Section.FRUIT,
            permission="certificates.see",
            order=33,
            roles=ROLES,
        ),
    ),
    todos=(todos,),
)
