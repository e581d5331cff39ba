"""What box passports show outside their own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.passport import queries
from lilian.web.shell.front import Entry, Front, Section, Todo


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Buyers wait for an answer."""
    if actor.may("passport.answer") and (count := queries.unanswered(actor)):
        yield Todo(
            gettext("答复买家的反映"),
            gettext("有 %(count)s 条没有答复。") % {"count": count},
            gettext("去看"),
            reverse("passport:complaints"),
            icon="message-report",
            tone="late",
            order=12,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("查箱号"),
            "passport:check",
            "search",
            Section.FRUIT,
            order=67,
            roles=frozenset({Role.OFFICE, Role.COOP_MANAGER, Role.PACKER, Role.SELLER}),
        ),
        Entry(
            gettext_noop("买家反映"),
            "passport:complaints",
            "message-report",
            Section.FRUIT,
            permission="passport.answer",
            order=68,
        ),
        Entry(
            gettext_noop("署名同意"),
            "passport:consents",
            "signature",
            Section.ALLIANCE,
            permission="passport.keep_consents",
            order=60,
        ),
        Entry(
            gettext_noop("果园照片"),
            "passport:pictures",
            "photo",
            Section.ALLIANCE,
            permission="passport.keep_pictures",
            order=63,
        ),
        Entry(
            gettext_noop("箱子上署名"),
            "passport:mine",
            "signature",
            Section.WORK,
            permission="passport.consent",
            short=gettext_noop("署名"),
            order=60,
            roles=frozenset({Role.GROWER}),
        ),
    ),
    todos=(todos,),
)
