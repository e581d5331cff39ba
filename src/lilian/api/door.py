"""The API put together."""

from lilian.api import handlers
from lilian.api.actors import Session, Token
from lilian.api.openapi import Door
from lilian.api.operations import ROUTERS
from lilian.api.reading import StrictParser
from lilian.kernel.marks import gettext_noop

door = Door(
    title=gettext_noop("梨联接口"),
    version="1",
    description=gettext_noop(
        "给合作社、冷库和设备厂家的程序用：地磅、分选线、测温计、检测仪和电表报来数字，程序读账、排计划、登记到货。"
    ),
    urls_namespace="api",
    docs_url=None,
    parser=StrictParser(),
    auth=[Token(), Session()],
    openapi_extra={"tags": [{"name": name, "description": title} for name, title, _ in ROUTERS]},
)
handlers.install(door)
for name, _title, router in ROUTERS:
    door.add_router("", router, tags=[name])
