"""What `lilian verify` recounts: licences stand as was decided, and labels never say more than there is fruit."""

from collections.abc import Callable, Iterator

from lilian.base import verification
from lilian.brand.models import Issue, Licence

Progress = Callable[[int], None]
KNOWN = """
    SELECT {name} FROM {table} AS t {joined} LEFT JOIN base_auditevent AS e
        ON e.subject = '{label}:' || t.id AND e.event = '{event}' WHERE e.number IS NULL {and_more}"""
GONE = """
    SELECT e.subject FROM base_auditevent AS e LEFT JOIN {table} AS t ON e.subject = '{label}:' || t.id
    WHERE e.event = '{event}' AND t.id IS NULL"""

# Each finds the records of which something does not hold.
LICENCE_FAULTS = {
    "licence {0}: the audit chain does not know of it": KNOWN.format(
        name="t.number",
        table="brand_licence",
        joined="",
        and_more="",
        label="brand.Licence",
        event="brand.licence_granted",
    ),
    "licence {0}: the audit chain does not know of a decision": KNOWN.format(
        name="l.number",
        table="brand_decision",
        joined="JOIN brand_licence AS l ON l.id = t.licence_id",
        and_more="AND t.ask_id IS NULL",
        label="brand.Decision",
        event="brand.licence_ruled",
    ),
    "{0}: the audit chain knows of it, its row is gone": GONE.format(
        table="brand_licence", label="brand.Licence", event="brand.licence_granted"
    ),
    "{0}: the audit chain knows of it, the decision is gone": GONE.format(
        table="brand_decision", label="brand.Decision", event="brand.licence_ruled"
    ),
}
BACKED = """(SELECT coalesce(sum(b.weight_g), 0) FROM brand_backing AS b
             WHERE b.issue_id = i.id AND b.spent_id IS NULL)"""
FREED = """(SELECT coalesce(-sum(b.weight_g), 0) FROM brand_backing AS b
            WHERE b.issue_id = i.id AND b.spent_id IS NOT NULL)"""
RETURNED = """(SELECT coalesce(sum(s.last - s.first + 1), 0) FROM brand_spent AS s
               WHERE s.issue_id = i.id AND s.fate = 'returned')"""
LABEL_FAULTS = {
    "labels {0}-{1}: the grams behind them are not theirs": f"""
        SELECT i.first, i.last FROM brand_issue AS i WHERE {BACKED} <> (i.last - i.first + 1) * i.grams""",
    "labels {0}-{1}: the grams that came back are not those of the labels that did": f"""
        SELECT i.first, i.last FROM brand_issue AS i WHERE {FREED} <> {RETURNED} * i.grams""",
    "labels {0}-{1}: other labels have these numbers": """
        SELECT i.first, i.last FROM brand_issue AS i
        WHERE EXISTS (SELECT 1 FROM brand_issue AS o WHERE o.id <> i.id AND o.first <= i.last AND o.last >= i.first)""",
    "labels {0}-{1}: spent twice, or not of their issue": """
        SELECT s.first, s.last FROM brand_spent AS s JOIN brand_issue AS i ON i.id = s.issue_id
        WHERE s.first < i.first OR s.last > i.last OR s.first <=
            (SELECT max(o.last) FROM brand_spent AS o WHERE o.issue_id = s.issue_id AND o.first < s.first)""",
    "lot {0}: labels of a mark stand for more of it than it weighed": """
        SELECT b.lot_id FROM brand_backing AS b JOIN brand_issue AS i ON i.id = b.issue_id
        JOIN brand_licence AS l ON l.id = i.licence_id
        GROUP BY b.lot_id, l.mark_id HAVING sum(b.weight_g)
            > (SELECT coalesce(sum(s.weight_g), 0) FROM stock_share AS s WHERE s.lot_id = b.lot_id)""",
    "packing {0}: boxes that left with a mark have no labels": """
        SELECT m.packing_id FROM brand_marked AS m JOIN brand_labelkind AS k ON k.id = m.kind_id
        JOIN packing_closing AS c ON c.packing_id = m.packing_id AND c.entry_id IS NOT NULL
        WHERE k.per_box * (SELECT coalesce(max(b.number), 0) FROM packing_box AS b WHERE b.packing_id = m.packing_id)
            <> (SELECT coalesce(sum(s.last - s.first + 1), 0) FROM brand_spent AS s WHERE s.packing_id = m.id)""",
    "labels of issue {0}: the audit chain does not know of them": KNOWN.format(
        name="t.id", table="brand_issue", joined="", and_more="", label="brand.Issue", event="brand.labels_issued"
    ),
    "{0}: the audit chain knows of it, its row is gone": GONE.format(
        table="brand_issue", label="brand.Issue", event="brand.labels_issued"
    ),
}


def licence_faults(progress: Progress = lambda done: None) -> Iterator[str]:
    yield from verification.found(LICENCE_FAULTS)
    progress(Licence.objects.count())


def label_faults(progress: Progress = lambda done: None) -> Iterator[str]:
    """Every sum anew: labels against fruit, numbers against numbers, boxes against labels."""
    yield from verification.found(LABEL_FAULTS)
    progress(Issue.objects.count())
