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
        Entry(
            label=gettext_noop("接口说明"),
            url_name="api-docs",
            icon="api",
            section=Section.SYSTEM,
            permission="api.manage_tokens",
            order=90,
        ),
        Entry(
            label=gettext_noop("接口令牌"),
            url_name="api-tokens",
            icon="key",
            section=Section.SYSTEM,
            permission="api.manage_tokens",
            order=91,
        ),
    )
)
