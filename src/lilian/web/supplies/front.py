"""What farm inputs in stock show outside their own pages."""

from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section

FRONT = Front(
    entries=(
        Entry(
            gettext_noop("农资库存"), "supplies:stock", "package", Section.ALLIANCE, permission="supplies.see", order=46
        ),
    ),
)
