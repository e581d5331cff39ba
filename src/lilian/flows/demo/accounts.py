"""The demo's sign-ins, one per role."""

from dataclasses import dataclass

from lilian.base.policy import ROLE_NAMES, Role


@dataclass(frozen=True)
class Account:
    """`role_name` is a source string for translation."""

    username: str
    role: Role
    person_code: str
    person_name: str
    organisation_code: str

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[self.role]


# The co-operative C001 has a manager, a grower and a keeper here, so that one fruit can be followed through.
ACCOUNTS = (
    Account("demo-office", Role.OFFICE, "R0001", "林晓办", "LM01"),
    Account("demo-bureau", Role.BUREAU_OFFICER, "R0002", "任志国", "LM02"),
    Account("demo-coop", Role.COOP_MANAGER, "R0003", "郭守仁", "C001"),
    Account("demo-grower", Role.GROWER, "R0004", "梅秀英", "C001"),
    Account("demo-keeper", Role.KEEPER, "R0005", "刘守库", "C001"),
    Account("demo-driver", Role.DRIVER, "R0006", "段长路", "L01"),
    Account("demo-technician", Role.TECHNICIAN, "R0007", "贺剪枝", "LM02"),
    Account("demo-line", Role.LINE_OPERATOR, "R0008", "曹细选", "J01"),
    Account("demo-seller", Role.SELLER, "R0009", "海大山", "D001"),
    Account("demo-other-coop", Role.COOP_MANAGER, "R0010", "乔建平", "C002"),
    Account("demo-clerk", Role.CLERK, "R0011", "温过秤", "C001"),
    Account("demo-packer", Role.PACKER, "R0012", "纪满箱", "J01"),
    Account("demo-inspector", Role.INSPECTOR, "R0013", "白细验", "J01"),
    Account("demo-cashier", Role.CASHIER, "R0014", "钱细算", "C001"),
    Account("demo-auditor", Role.AUDITOR, "R0015", "安复核", "LM01"),
    Account("demo-supplier", Role.SUPPLIER, "R0016", "石供农", "N01"),
)


AUTHOR = "演示"  # who stands as author of what the demo itself writes


def accounts() -> tuple[Account, ...]:
    return ACCOUNTS
