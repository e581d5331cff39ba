"""Acts of marks: rules, licences, labels, packings that bear one."""

from lilian.brand.actions.labels import ask, issue, refuse, take_out_numbers
from lilian.brand.actions.licences import grant, renew, rule
from lilian.brand.actions.marks import add_mark, publish_rules
from lilian.brand.actions.packings import look_at, mark_packing, use_labels
from lilian.brand.actions.refusals import LabelNotOnHand, LicensedAlready
from lilian.brand.actions.spending import spoil, take_back
from lilian.brand.rules import WrongValidity

__all__ = [
    "LabelNotOnHand",
    "LicensedAlready",
    "WrongValidity",
    "add_mark",
    "ask",
    "grant",
    "issue",
    "look_at",
    "mark_packing",
    "publish_rules",
    "refuse",
    "renew",
    "rule",
    "spoil",
    "take_back",
    "take_out_numbers",
    "use_labels",
]
