"""Words of membership that others may use: kinds, levels, kinds of place, coordinate systems."""

from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class OrganisationLevel(StrEnum):
    BUREAU = "bureau"
    CHAIN = "chain"
    BASE = "base"
    OUTLET = "outlet"


LEVEL_NAMES = {
    OrganisationLevel.BUREAU: gettext_noop("行业部门"),
    OrganisationLevel.CHAIN: gettext_noop("链上企业"),
    OrganisationLevel.BASE: gettext_noop("种产基地"),
    OrganisationLevel.OUTLET: gettext_noop("基层网点"),
}


class OrganisationKind(StrEnum):
    BUREAU = "bureau"
    ECOMMERCE = "ecommerce"
    LOGISTICS = "logistics"
    PROCESSING = "processing"
    VILLAGE = "village"
    COOPERATIVE = "cooperative"
    STATION = "station"
    SHOP = "shop"


KIND_NAMES = {
    OrganisationKind.BUREAU: gettext_noop("行业部门"),
    OrganisationKind.ECOMMERCE: gettext_noop("电商企业"),
    OrganisationKind.LOGISTICS: gettext_noop("物流企业"),
    OrganisationKind.PROCESSING: gettext_noop("加工企业"),
    OrganisationKind.VILLAGE: gettext_noop("村"),
    OrganisationKind.COOPERATIVE: gettext_noop("合作社"),
    OrganisationKind.STATION: gettext_noop("服务站"),
    OrganisationKind.SHOP: gettext_noop("网店"),
}
LEVEL_OF = {
    OrganisationKind.BUREAU: OrganisationLevel.BUREAU,
    OrganisationKind.ECOMMERCE: OrganisationLevel.CHAIN,
    OrganisationKind.LOGISTICS: OrganisationLevel.CHAIN,
    OrganisationKind.PROCESSING: OrganisationLevel.CHAIN,
    OrganisationKind.VILLAGE: OrganisationLevel.BASE,
    OrganisationKind.COOPERATIVE: OrganisationLevel.BASE,
    OrganisationKind.STATION: OrganisationLevel.OUTLET,
    OrganisationKind.SHOP: OrganisationLevel.OUTLET,
}


class PlaceKind(StrEnum):
    COLLECTION_POINT = "collection_point"
    STORE = "store"
    BLOCK = "block"
    CENTRE = "centre"
    VILLAGE = "village"
    OFFICE = "office"
    STATION = "station"
    PACKHOUSE = "packhouse"


PLACE_KIND_NAMES = {
    PlaceKind.COLLECTION_POINT: gettext_noop("收购点"),
    PlaceKind.STORE: gettext_noop("恒温库"),
    PlaceKind.BLOCK: gettext_noop("地块"),
    PlaceKind.CENTRE: gettext_noop("配送中心"),
    PlaceKind.VILLAGE: gettext_noop("村"),
    PlaceKind.OFFICE: gettext_noop("办公地点"),
    PlaceKind.STATION: gettext_noop("服务站点"),
    PlaceKind.PACKHOUSE: gettext_noop("分选包装车间"),
}


class SourceCrs(StrEnum):
    """The system a point was given in; what is stored is always WGS-84."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


# What one organisation may let another do or see; each is a permission of the policy table.
GRANTABLE = {
    "members.see_people": gettext_noop("查看本单位人员"),
    "storage.report": gettext_noop("代填库容"),
    "storage.see_lots": gettext_noop("查看待储批次"),
    "storage.change_lots": gettext_noop("代报待储批次"),
    "storage.see_arrivals": gettext_noop("查看到货计划"),
    "storage.record_arrival": gettext_noop("代记到货"),
}
