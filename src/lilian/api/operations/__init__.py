"""The operations, one file per group, in the order of the page."""

from lilian.api.operations import catalogue, organisations, places, stores
from lilian.kernel.marks import gettext_noop

ROUTERS = (
    ("organisations", gettext_noop("成员单位"), organisations.router),
    ("places", gettext_noop("地点"), places.router),
    ("catalogue", gettext_noop("品种和标准"), catalogue.router),
    ("stores", gettext_noop("冷库"), stores.router),
)
