"""What `lilian verify` looks at: a month has one report that stands, and the audit chain tells of all of them."""

from collections.abc import Callable, Iterator

from lilian.base import verification
from lilian.usage.models import Report

# The audit chain tells of what was reported before this was a module of its own by the old name of its tables.
EVENTS = {"report": "brand.use_reported", "retraction": "brand.report_retracted"}
KNOWN = """
    SELECT t.id FROM usage_{what} AS t LEFT JOIN base_auditevent AS e
        ON e.subject IN ('usage.{label}:' || t.id, 'brand.{label}:' || t.id) AND e.event = '{event}'
    WHERE e.number IS NULL"""
GONE = """
    SELECT e.subject FROM base_auditevent AS e
    LEFT JOIN usage_{what} AS t ON t.id = CAST(substr(e.subject, length('usage.{label}:') + 1) AS bigint)
    WHERE e.event = '{event}' AND t.id IS NULL"""

FAULTS = {
    "report {0} of {1}: another stands for the month": """
        SELECT l.number, r.month FROM usage_report AS r JOIN brand_licence AS l ON l.id = r.licence_id
        LEFT JOIN usage_retraction AS b ON b.report_id = r.id WHERE b.id IS NULL
        GROUP BY l.number, r.month HAVING count(*) > 1""",
}
for what, event in EVENTS.items():
    said = {"what": what, "label": what.title(), "event": event}
    FAULTS[f"{what} {{0}}: the audit chain does not know of it"] = KNOWN.format(**said)
    FAULTS[f"{{0}}: the audit chain knows of it, the {what} is gone"] = GONE.format(**said)


def faults(progress: Callable[[int], None] = lambda done: None) -> Iterator[str]:
    """A month has one report that stands; what was reported and taken back is what the audit chain tells of."""
    yield from verification.found(FAULTS)
    progress(Report.objects.count())
