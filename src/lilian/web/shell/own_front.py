"""What the shell itself puts into the navigation."""

from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section

FRONT = Front(
    entries=(
        Entry(label=gettext_noop("首页"), url_name="home", icon="home", order=0),
        Entry(
            label=gettext_noop("组件样例"),
            url_name="styleguide",
            icon="palette",
            section=Section.SYSTEM,
            permission="base.see_styleguide",
            order=99,
        ),
    )
)
