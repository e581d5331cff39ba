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
    CLERK = "clerk"
    LINE_OPERATOR = "line_operator"
    PACKER = "packer"
    INSPECTOR = "inspector"
    SELLER = "seller"
    CASHIER = "cashier"
    AUDITOR = "auditor"
    SUPPLIER = "supplier"


ROLE_NAMES = {
    Role.OFFICE: gettext_noop("联盟办"),
    Role.BUREAU_OFFICER: gettext_noop("主管部门"),
    Role.COOP_MANAGER: gettext_noop("合作社负责人"),
    Role.GROWER: gettext_noop("果农"),
    Role.KEEPER: gettext_noop("库管员"),
    Role.DRIVER: gettext_noop("司机"),
    Role.TECHNICIAN: gettext_noop("技术员"),
    Role.CLERK: gettext_noop("收果员"),
    Role.LINE_OPERATOR: gettext_noop("分选员"),
    Role.PACKER: gettext_noop("包装员"),
    Role.INSPECTOR: gettext_noop("质检员"),
    Role.SELLER: gettext_noop("店主"),
    Role.CASHIER: gettext_noop("出纳"),
    Role.AUDITOR: gettext_noop("审计员"),
    Role.SUPPLIER: gettext_noop("供应商"),
}


class Scope(StrEnum):
    """ALL: every record. OWN: records of the organisations one's posts reach, and of those that granted it.
    MINE: records that name oneself, whatever the organisation."""

    ALL = "all"
    OWN = "own"
    MINE = "mine"


ALL, OWN, MINE = Scope.ALL, Scope.OWN, Scope.MINE
OFFICE, BUREAU, MANAGER, GROWER, KEEPER = Role.OFFICE, Role.BUREAU_OFFICER, Role.COOP_MANAGER, Role.GROWER, Role.KEEPER
OPERATOR, SELLER, CLERK = Role.LINE_OPERATOR, Role.SELLER, Role.CLERK
PACKER, INSPECTOR = Role.PACKER, Role.INSPECTOR
CASHIER, AUDITOR, SUPPLIER = Role.CASHIER, Role.AUDITOR, Role.SUPPLIER
EVERYONE = dict.fromkeys(Role, ALL)
AT_THE_FRUIT = dict.fromkeys((MANAGER, KEEPER, CLERK, OPERATOR, PACKER, INSPECTOR), OWN)

POLICY: dict[str, dict[Role, Scope]] = {
    "members.see": EVERYONE,
    "members.change": {OFFICE: ALL},
    "members.see_people": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL, MANAGER: OWN, CLERK: OWN, CASHIER: OWN},
    "members.see_names": {OFFICE: ALL, MANAGER: OWN, CLERK: OWN, CASHIER: OWN},
    "members.reveal": {OFFICE: ALL, MANAGER: OWN},
    "members.grant": {OFFICE: ALL, MANAGER: OWN},
    "catalog.see": EVERYONE,
    "catalog.change": {OFFICE: ALL},
    "stock.see": {OFFICE: ALL, BUREAU: ALL, GROWER: MINE} | AT_THE_FRUIT,
    "stock.post": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN, CLERK: OWN, OPERATOR: OWN, PACKER: OWN},
    "stock.reverse": {OFFICE: ALL, MANAGER: OWN},
    "stock.hold": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN, SELLER: OWN},
    "stock.quarantine": {OFFICE: ALL} | AT_THE_FRUIT,
    "stock.release": {OFFICE: ALL, MANAGER: OWN},
    "stock.mark_damaged": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN},
    "stock.recall": {OFFICE: ALL},
    "stock.hand_over": {OFFICE: ALL, MANAGER: OWN},
    "stock.close_days": {OFFICE: ALL, MANAGER: OWN},
    "stock.change_locations": {OFFICE: ALL, MANAGER: OWN},
    "receiving.see": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL, MANAGER: OWN, CLERK: OWN, CASHIER: OWN, GROWER: MINE},
    "receiving.record": {OFFICE: ALL, MANAGER: OWN, CLERK: OWN},
    "receiving.void": {OFFICE: ALL, MANAGER: OWN},
    "receiving.post_price": {OFFICE: ALL, MANAGER: OWN},
    "certificates.see": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL, GROWER: MINE} | AT_THE_FRUIT,
    "certificates.see_collected": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL} | AT_THE_FRUIT,
    "certificates.issue": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN, CLERK: OWN, GROWER: MINE},
    "certificates.void": {OFFICE: ALL, MANAGER: OWN, GROWER: MINE},
    "certificates.collect": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN, CLERK: OWN},
    "brand.see": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL, MANAGER: OWN, PACKER: OWN},
    "brand.license": {OFFICE: ALL},
    "brand.issue": {OFFICE: ALL},
    "brand.ask": {OFFICE: ALL, MANAGER: OWN},
    "brand.report": {OFFICE: ALL, MANAGER: OWN, PACKER: OWN},
    "contracts.see": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL, MANAGER: OWN, CLERK: OWN, CASHIER: OWN, GROWER: MINE},
    "contracts.make": {OFFICE: ALL, MANAGER: OWN},
    "contracts.sign": {OFFICE: ALL, MANAGER: OWN, GROWER: MINE},
    "contracts.follow": {OFFICE: ALL, MANAGER: OWN},
    "contracts.refuse": {OFFICE: ALL, MANAGER: OWN},
    "contracts.answer_refusal": {OFFICE: ALL, MANAGER: OWN},
    "contracts.pay": {OFFICE: ALL, MANAGER: OWN, CASHIER: OWN},
    "contracts.charge": {OFFICE: ALL, MANAGER: OWN},
    "contracts.change_templates": {OFFICE: ALL},
    "contracts.see_market": EVERYONE,
    "contracts.quote": {OFFICE: ALL},
    "deposits.ask": {OFFICE: ALL, MANAGER: OWN, CASHIER: OWN},
    "deposits.answer": {OFFICE: ALL, MANAGER: OWN},
    "settlement.see": {OFFICE: ALL, AUDITOR: ALL, MANAGER: OWN, CASHIER: OWN, GROWER: MINE},
    "settlement.see_runs": {OFFICE: ALL, AUDITOR: ALL, MANAGER: OWN, CASHIER: OWN},
    "settlement.draft": {OFFICE: ALL, MANAGER: OWN, CASHIER: OWN},
    "settlement.approve": {OFFICE: ALL, MANAGER: OWN},
    "settlement.pay": {OFFICE: ALL, MANAGER: OWN, CASHIER: OWN},
    "settlement.dispute": {OFFICE: ALL, MANAGER: OWN, GROWER: MINE},
    "settlement.answer": {OFFICE: ALL, MANAGER: OWN},
    "settlement.set_scheme": {OFFICE: ALL, MANAGER: OWN},
    "passport.consent": {OFFICE: ALL, MANAGER: OWN, GROWER: MINE},
    "passport.keep_consents": {OFFICE: ALL, MANAGER: OWN},
    "passport.answer": {OFFICE: ALL},
    "passport.keep_pictures": {OFFICE: ALL},
    "crates.see": {OFFICE: ALL, BUREAU: ALL, GROWER: MINE} | AT_THE_FRUIT,
    "crates.move": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN, CLERK: OWN, OPERATOR: OWN, PACKER: OWN},
    "crates.add": {OFFICE: ALL, MANAGER: OWN},
    "sorting.see": {OFFICE: ALL, BUREAU: ALL, GROWER: MINE} | AT_THE_FRUIT,
    "sorting.run": {OFFICE: ALL, MANAGER: OWN, OPERATOR: OWN},
    "sorting.override": {OFFICE: ALL, MANAGER: OWN, OPERATOR: OWN, INSPECTOR: OWN},
    "sorting.change_profiles": {OFFICE: ALL, MANAGER: OWN},
    "ledger.see": {OFFICE: ALL, AUDITOR: ALL, MANAGER: OWN, CASHIER: OWN, SELLER: OWN, SUPPLIER: OWN, GROWER: MINE},
    "ledger.see_books": {OFFICE: ALL, AUDITOR: ALL, MANAGER: OWN, CASHIER: OWN, SELLER: OWN, SUPPLIER: OWN},
    "ledger.open_book": {OFFICE: ALL},
    "ledger.post": {OFFICE: ALL, MANAGER: OWN, CASHIER: OWN},
    "ledger.reverse": {OFFICE: ALL, MANAGER: OWN},
    "ledger.hold": {OFFICE: ALL, MANAGER: OWN, CASHIER: OWN},
    "ledger.set_limits": {OFFICE: ALL, MANAGER: OWN},
    "ledger.close_days": {OFFICE: ALL, MANAGER: OWN},
    "purchasing.see": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL, MANAGER: OWN, CLERK: OWN, GROWER: MINE, SUPPLIER: OWN},
    "purchasing.see_needs": {OFFICE: ALL, MANAGER: OWN, CLERK: OWN, GROWER: MINE},
    "purchasing.need": {OFFICE: ALL, MANAGER: OWN, CLERK: OWN, GROWER: MINE},
    "purchasing.confirm": {OFFICE: ALL, MANAGER: OWN},
    "purchasing.run": {OFFICE: ALL},
    "purchasing.see_quotes": {OFFICE: ALL, SUPPLIER: OWN},
    "purchasing.quote": {SUPPLIER: OWN},
    "purchasing.see_orders": {OFFICE: ALL, MANAGER: OWN, CLERK: OWN, SUPPLIER: OWN},
    "purchasing.receive": {OFFICE: ALL, MANAGER: OWN, CLERK: OWN},
    "purchasing.see_bills": {OFFICE: ALL, AUDITOR: ALL, MANAGER: OWN, CLERK: OWN, GROWER: MINE},
    "purchasing.bill": {OFFICE: ALL},
    "supplies.see": {OFFICE: ALL, AUDITOR: ALL, MANAGER: OWN, CLERK: OWN},
    "supplies.keep": {OFFICE: ALL, MANAGER: OWN, CLERK: OWN},
    "storage.see": EVERYONE,
    "storage.change": {OFFICE: ALL},
    "storage.report": {OFFICE: ALL, KEEPER: OWN},
    "storage.see_lots": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, GROWER: MINE},
    "storage.change_lots": {OFFICE: ALL, MANAGER: OWN},
    "storage.see_plan": {OFFICE: ALL, BUREAU: ALL},
    "storage.run_plan": {OFFICE: ALL},
    "storage.adopt_plan": {OFFICE: ALL},
    "storage.see_arrivals": {OFFICE: ALL, BUREAU: ALL, KEEPER: OWN, MANAGER: OWN},
    "storage.record_arrival": {OFFICE: ALL, KEEPER: OWN},
    "exchange.see": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL, MANAGER: OWN, SELLER: OWN, SUPPLIER: OWN},
    "exchange.capture": {OFFICE: ALL, MANAGER: OWN, SELLER: OWN, SUPPLIER: OWN},
    "exchange.subscribe": {OFFICE: ALL, MANAGER: OWN, SELLER: OWN, SUPPLIER: OWN},
    "packing.see": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, OPERATOR: OWN, PACKER: OWN, INSPECTOR: OWN},
    "packing.pack": {OFFICE: ALL, MANAGER: OWN, PACKER: OWN},
    "packing.change_specs": {OFFICE: ALL},
    "parcels.see": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, KEEPER: OWN, PACKER: OWN, SELLER: OWN},
    "parcels.send": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN, PACKER: OWN},
    "trace.see": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, INSPECTOR: OWN},
    "trace.see_recalls": {OFFICE: ALL, BUREAU: ALL},
    "trace.recall": {OFFICE: ALL},
    "trace.answer": {OFFICE: ALL, MANAGER: OWN, SELLER: OWN},
    "trace.call": {OFFICE: ALL},
    "trace.drill": {OFFICE: ALL},
    "quality.see": {OFFICE: ALL, BUREAU: ALL} | AT_THE_FRUIT,
    "quality.check": {OFFICE: ALL, MANAGER: OWN, INSPECTOR: OWN},
    "quality.change_scales": {OFFICE: ALL, MANAGER: OWN},
    "keeping.see": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, KEEPER: OWN},
    "keeping.work": {OFFICE: ALL, KEEPER: OWN},
    "keeping.acknowledge": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN},
    "keeping.ask_room": {OFFICE: ALL, MANAGER: OWN},
    "keeping.answer_room": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN},
    "keeping.see_requests": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, KEEPER: OWN},
    "keeping.see_fees": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, KEEPER: OWN},
    "keeping.set_fees": {OFFICE: ALL, MANAGER: OWN},
    "keeping.change": {OFFICE: ALL},
    "idling.see_meters": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, KEEPER: OWN},
    "idling.read_meter": {OFFICE: ALL, MANAGER: OWN, KEEPER: OWN},
    "idling.see_withdrawals": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN},
    "idling.plan_withdrawals": {OFFICE: ALL, MANAGER: OWN},
    "idling.see_plan": {OFFICE: ALL, BUREAU: ALL},
    "idling.run_plan": {OFFICE: ALL},
    "idling.adopt_plan": {OFFICE: ALL},
    "idling.see_tasks": {OFFICE: ALL, BUREAU: ALL, MANAGER: OWN, KEEPER: OWN},
    "idling.do_task": {OFFICE: ALL, KEEPER: OWN},
    "transparency.see": {OFFICE: ALL, BUREAU: ALL, AUDITOR: ALL},
    "transparency.unseal": {OFFICE: ALL, AUDITOR: ALL},
    "transparency.sign": {OFFICE: ALL},
    "transparency.change": {OFFICE: ALL},
    "base.see_jobs": {OFFICE: ALL, BUREAU: ALL},
    "base.retry_jobs": {OFFICE: ALL},
    "base.see_audit": {OFFICE: ALL, BUREAU: ALL},
    "base.see_styleguide": {OFFICE: ALL},
    "api.manage_tokens": {OFFICE: ALL, MANAGER: OWN},
}
STAFF_ROLES = frozenset({Role.OFFICE, Role.BUREAU_OFFICER})


def scopes(permission: str) -> dict[Role, Scope]:
    """Which roles hold the permission, and how far.

    :raises KeyError: if the permission is not in the table
    """
    return POLICY[permission]
