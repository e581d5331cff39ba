"""What the despatch desk shows outside its own pages."""

from lilian.base.policy import Role
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section

AT_THE_DESK = frozenset({Role.OFFICE, Role.COOP_MANAGER, Role.PACKER, Role.KEEPER, Role.SELLER})
FRONT = Front(
    entries=(
        Entry(
            gettext_noop("发件"),
            "parcels:parcels",
            "truck-delivery",
            Section.FRUIT,
            permission="parcels.see",
            order=28,
            roles=AT_THE_DESK,
        ),
    ),
)
