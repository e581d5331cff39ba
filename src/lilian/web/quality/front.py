"""What the quality room shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.quality import queries
from lilian.quality.values import ScaleState
from lilian.web.shell.front import Entry, Front, Section, Todo

CHECKERS = frozenset({Role.INSPECTOR, Role.COOP_MANAGER, Role.OFFICE})
MOST = 3


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Scales nobody has checked today, for those who check them."""
    if Role.INSPECTOR not in actor.roles:
        return
    for card in [card for card in queries.scales(actor, now=now) if card.state is not ScaleState.GOOD][:MOST]:
        wrong = card.state is ScaleState.WRONG
        yield Todo(
            gettext("校准秤：%(name)s") % {"name": card.name},
            gettext("上次不合格，修好以后再校。") if wrong else gettext("今天还没有校准，称出来的数不能放心。"),
            gettext("去校准"),
            reverse("quality:scale", args=[card.scale_id]),
            icon="scale",
            tone="late" if wrong else "now",
            order=12,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("质检"),
            "quality:room",
            "microscope",
            Section.FRUIT,
            permission="quality.see",
            order=24,
            roles=CHECKERS,
        ),
        Entry(
            gettext_noop("秤的校准"),
            "quality:scales",
            "scale",
            Section.FRUIT,
            permission="quality.see",
            short=gettext_noop("校准"),
            order=25,
            roles=CHECKERS,
        ),
    ),
    todos=(todos,),
)
