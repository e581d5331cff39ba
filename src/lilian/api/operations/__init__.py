"""The operations, one file per group, in the order of the page."""

from lilian.api.operations import (
    arrivals,
    catalogue,
    fill_reports,
    goods,
    households,
    keeping,
    lots,
    organisations,
    places,
    plans,
    readings,
    receiving,
    room_outages,
    sorting,
    stores,
    unplanned,
)
from lilian.kernel.marks import gettext_noop

ROUTERS = (
    ("organisations", gettext_noop("成员单位"), organisations.router),
    ("households", gettext_noop("农户"), households.router),
    ("places", gettext_noop("地点"), places.router),
    ("catalogue", gettext_noop("品种和标准"), catalogue.router),
    ("goods", gettext_noop("果品账"), goods.router),
    ("receiving", gettext_noop("收果"), receiving.router),
    ("sorting", gettext_noop("分选"), sorting.router),
    ("stores", gettext_noop("冷库"), stores.router),
    ("room-outages", gettext_noop("库房停用"), room_outages.router),
    ("fill-reports", gettext_noop("库容填报"), fill_reports.router),
    ("readings", gettext_noop("温度"), readings.router),
    ("lots", gettext_noop("待储批次"), lots.router),
    ("keeping", gettext_noop("保管"), keeping.router),
    ("plans", gettext_noop("入库计划"), plans.router),
    ("arrivals", gettext_noop("到货"), arrivals.router),
    ("unplanned-arrivals", gettext_noop("计划外到货"), unplanned.router),
)
