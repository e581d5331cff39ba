"""The operations, one file per group, in the order of the page."""

from lilian.api.operations import organisations, places
from lilian.kernel.marks import gettext_noop

ROUTERS = (
    ("organisations", gettext_noop("成员单位"), organisations.router),
    ("places", gettext_noop("地点"), places.router),
)
