"""What the catalogue shows outside its own pages."""

from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section

FRONT = Front(
    entries=(
        Entry(
            gettext_noop("品种与标准"),
            "catalog:catalogue",
            "certificate",
            Section.ALLIANCE,
            permission="catalog.see",
            short=gettext_noop("标准"),
            order=65,
        ),
    )
)
