"""Acts of marks: rules, licences, labels, packings that bear one, reports."""

from lilian.brand.actions.labels import ask, issue, refuse
from lilian.brand.actions.licences import grant, rule
from lilian.brand.actions.marks import add_mark, publish_rules
from lilian.brand.actions.packings import look_at, mark_packing, use_labels
from lilian.brand.actions.reporting import report
from lilian.brand.actions.spending import spoil, take_back

__all__ = [
    "add_mark",
    "ask",
    "grant",
    "issue",
    "look_at",
    "mark_packing",
    "publish_rules",
    "refuse",
    "report",
    "rule",
    "spoil",
    "take_back",
    "use_labels",
]
