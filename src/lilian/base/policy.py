"""The one policy table: role x permission x scope. A permission that is not listed is refused to everyone."""

from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class Role(StrEnum):
    OFFICE = "office"
    BUREAU_OFFICER = "bureau_officer"
    COOP_MANAGER = "coop_manager"
    GROWER = "grower"
    KEEPER = "keeper"
    DRIVER = "driver"
    TECHNICIAN = "technician"
    LINE_OPERATOR = "line_operator"
    SELLER = "seller"


ROLE_NAMES = {
    Role.OFFICE: gettext_noop("联盟办"),
    Role.BUREAU_OFFICER: gettext_noop("主管部门"),
    Role.COOP_MANAGER: gettext_noop("合作社负责人"),
    Role.GROWER: gettext_noop("果农"),
    Role.KEEPER: gettext_noop("库管员"),
    Role.DRIVER: gettext_noop("司机"),
    Role.TECHNICIAN: gettext_noop("技术员"),
    Role.LINE_OPERATOR: gettext_noop("分选员"),
    Role.SELLER: gettext_noop("店主"),
}


class Scope(StrEnum):
    """ALL: every record. OWN: records of the organisations one's posts reach, and of those that granted it."""

    ALL = "all"
    OWN = "own"


ALL, OWN = Scope.ALL, Scope.OWN
O, B, M, G, K = Role.OFFICE, Role.BUREAU_OFFICER, Role.COOP_MANAGER, Role.GROWER, Role.KEEPER  # noqa: E741
EVERYONE = dict.fromkeys(Role, ALL)

POLICY: dict[str, dict[Role, Scope]] = {
    "members.see": EVERYONE,
    "members.change": {O: ALL},
    "members.see_people": {O: ALL, B: ALL, M: OWN},
    "members.reveal": {O: ALL, M: OWN},
    "members.grant": {O: ALL, M: OWN},
    "catalog.see": EVERYONE,
    "catalog.change": {O: ALL},
    "storage.see": EVERYONE,
    "storage.change": {O: ALL},
    "storage.report": {O: ALL, K: OWN},
    "storage.see_lots": {O: ALL, B: ALL, M: OWN, G: OWN},
    "storage.change_lots": {O: ALL, M: OWN},
    "storage.see_plan": {O: ALL, B: ALL},
    "storage.run_plan": {O: ALL},
    "storage.adopt_plan": {O: ALL},
    "storage.see_arrivals": {O: ALL, B: ALL, K: OWN, M: OWN},
    "storage.record_arrival": {O: ALL, K: OWN},
    "base.see_jobs": {O: ALL, B: ALL},
    "base.retry_jobs": {O: ALL},
    "base.see_audit": {O: ALL, B: ALL},
    "base.see_styleguide": {O: ALL},
    "api.manage_tokens": {O: ALL, M: OWN},
}
STAFF_ROLES = frozenset({Role.OFFICE, Role.BUREAU_OFFICER})


def scopes(permission: str) -> dict[Role, Scope]:
    """Which roles hold the permission, and how far.

    :raises KeyError: if the permission is not in the table
    """
    return POLICY[permission]
