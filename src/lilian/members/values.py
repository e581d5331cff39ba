"""Words of membership that others may use: kinds, levels, kinds of place, coordinate systems."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal


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
    SUPPLIER = "supplier"


KIND_NAMES = {
    OrganisationKind.BUREAU: gettext_noop("行业部门"),
    OrganisationKind.ECOMMERCE: gettext_noop("电商企业"),
    OrganisationKind.LOGISTICS: gettext_noop("物流企业"),
    OrganisationKind.PROCESSING: gettext_noop("加工企业"),
    OrganisationKind.VILLAGE: gettext_noop("村"),
    OrganisationKind.COOPERATIVE: gettext_noop("合作社"),
    OrganisationKind.STATION: gettext_noop("服务站"),
    OrganisationKind.SHOP: gettext_noop("网店"),
    OrganisationKind.SUPPLIER: gettext_noop("农资供应商"),
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
    OrganisationKind.SUPPLIER: OrganisationLevel.CHAIN,
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


@dataclass(frozen=True)
class OrganisationDraft:
    """What is said of an organisation; the level follows from the kind."""

    code: str
    name: str
    kind: OrganisationKind
    joined_on: date
    uscc: str = ""
    parent_id: int | None = None
    township_code: str = ""
    village: str = ""
    note: str = ""


@dataclass(frozen=True)
class PersonDraft:
    """`phone` as people write it; an empty `code` gets the next one."""

    name: str
    organisation_id: int
    phone: str = ""
    code: str = ""
    household_id: int | None = None
    is_head: bool = False
    village: str = ""
    note: str = ""


@dataclass(frozen=True)
class HouseholdDraft:
    """An empty `code` gets the next one."""

    organisation_id: int
    code: str = ""
    village: str = ""
    note: str = ""


@dataclass(frozen=True)
class PlaceDraft:
    """A point in degrees of `source_crs`; `area_m2` and `household_id` for orchard blocks."""

    code: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    source_crs: SourceCrs = SourceCrs.WGS84
    organisation_id: int | None = None
    township_code: str = ""
    village: str = ""
    area_m2: int | None = None
    household_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class TownshipDraft:
    """`merged_into` is the code of the township that took it over on the day `valid_until`."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    valid_until: date | None = None
    merged_into: str = ""


@dataclass(frozen=True)
class PersonCard:
    """A person as a list shows them: the phone masked, the name too where the actor may not reveal it."""

    id: int
    code: str
    name: str
    phone: str
    organisation_id: int
    organisation_name: str
    village: str


@dataclass(frozen=True)
class HouseholdCard:
    """A household as a list shows it; head and phone masked as in `PersonCard`, empty while none is head."""

    id: int
    code: str
    head: str
    phone: str
    organisation_id: int
    organisation_name: str
    village: str
    people: int
    blocks: int
    area_m2: int


@dataclass(frozen=True)
class Found:
    """One hit of a search; `kind` is `organisation`, `person` or `place`."""

    kind: str
    id: int
    code: str
    name: str
    note: str


@dataclass(frozen=True)
class RowFault:
    """Why one row of an import cannot be taken: its code, the column, the refusal's code and sentence template."""

    key: str
    column: str
    refusal: Refusal


@dataclass(frozen=True)
class Applied:
    """What an import did. `before` holds, by code, each changed field's [before, after], for the undo."""

    table: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    before: dict[str, dict[str, list[Any]]] = field(default_factory=dict)

    def __add__(self, other: "Applied") -> "Applied":
        return Applied(
            self.table,
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.before | other.before,
        )


def masked_phone(phone: str) -> str:
    """`+8613800008000` -> `138****8000`; empty stays empty."""
    digits = phone.removeprefix("+86")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else "*" * len(digits)


def masked_name(name: str) -> str:
    """`张三` -> `张*`, `张小三` -> `张*三`."""
    if len(name) < 3:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]
