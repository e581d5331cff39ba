"""What the shell itself puts into the navigation."""

from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section

FRONT = Front(
    entries=(
        Entry(gettext_noop("首页"), "home", "home", Section.WORK, order=0),
        Entry(
            gettext_noop("组件样例"),
            "styleguide",
            "palette",
            Section.SYSTEM,
            permission="base.see_styleguide",
            order=99,
        ),
    )
)
