"""What packing shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.packing import queries
from lilian.packing.values import Tally
from lilian.web.packing.words import grams
from lilian.web.shell.front import Entry, Figure, Front, Section, Todo

AT_THE_BOXES = frozenset({Role.OFFICE, Role.COOP_MANAGER, Role.PACKER, Role.LINE_OPERATOR, Role.INSPECTOR})
LONG_OPEN = timedelta(hours=16)


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Packings of an earlier shift that nobody has closed: their boxes are not on the books yet."""
    if Role.PACKER not in actor.roles:
        return
    late = queries.packings(actor).filter(closing__isnull=True, opened_at__lt=now - LONG_OPEN)
    for card in queries.packing_cards(late[:3]):
        yield Todo(
            gettext("结束包装：%(code)s") % {"code": card.code},
            gettext("%(day)s 开的，箱还没有入账。") % {"day": card.day},
            gettext("去结束"),
            reverse("packing:packing", args=[card.packing_id]),
            icon="package",
            tone="late",
            order=15,
        )


def figures(actor: Actor, now: datetime) -> Iterator[Figure]:
    """Today's boxes and what they give away, for those who pack."""
    if not actor.roles & {Role.PACKER, Role.COOP_MANAGER, Role.OFFICE}:
        return
    today = timezone.localdate(now)
    rows = queries.give_away(actor, since=today, through=today)
    if rows:
        whole = sum((row.tally for row in rows), Tally())
        a_box = gettext("平均每箱 %(grams)s 克") % {"grams": grams(whole.give_away_a_box_mg)}
        yield Figure(gettext("今天装箱"), f"{whole.boxes:,}", reverse("packing:board"), gettext("箱"), order=40)
        yield Figure(
            gettext("今天超重让利"),
            f"{whole.give_away_g:,}",
            reverse("packing:give_away"),
            gettext("克"),
            note=a_box,
            order=41,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("包装"),
            "packing:board",
            "package",
            Section.FRUIT,
            permission="packing.see",
            order=26,
            roles=AT_THE_BOXES,
        ),
        Entry(
            gettext_noop("超重让利"),
            "packing:give_away",
            "scale",
            Section.FRUIT,
            permission="packing.see",
            short=gettext_noop("让利"),
            order=27,
            roles=AT_THE_BOXES | {Role.BUREAU_OFFICER},
        ),
        Entry(
            gettext_noop("托盘"),
            "packing:pallets",
            "stack-2",
            Section.FRUIT,
            permission="packing.pack",
            order=28,
            roles=frozenset({Role.PACKER, Role.COOP_MANAGER}),
        ),
        Entry(
            gettext_noop("包装规格"),
            "packing:specs",
            "ruler-2",
            Section.FRUIT,
            permission="packing.see",
            short=gettext_noop("规格"),
            order=66,
            roles=AT_THE_BOXES,
        ),
    ),
    todos=(todos,),
    figures=(figures,),
)
