"""Acts of marks: rules, licences, labels, packings that bear one, reports."""

from lilian.brand.actions.imports import import_reports, write_reports
from lilian.brand.actions.labels import ask, issue, refuse, take_out_numbers
from lilian.brand.actions.licences import grant, renew, rule
from lilian.brand.actions.marks import add_mark, publish_rules
from lilian.brand.actions.packings import look_at, mark_packing, use_labels
from lilian.brand.actions.refusals import LabelNotOnHand, LicensedAlready, UnexplainedDifference
from lilian.brand.actions.reporting import report, retract
from lilian.brand.actions.spending import spoil, take_back
from lilian.brand.rules import WrongValidity

__all__ = [
    "LabelNotOnHand",
    "LicensedAlready",
    "UnexplainedDifference",
    "WrongValidity",
    "add_mark",
    "ask",
    "grant",
    "import_reports",
    "issue",
    "look_at",
    "mark_packing",
    "publish_rules",
    "refuse",
    "renew",
    "report",
    "retract",
    "rule",
    "spoil",
    "take_back",
    "take_out_numbers",
    "use_labels",
    "write_reports",
]
