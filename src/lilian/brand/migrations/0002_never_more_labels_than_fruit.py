"""Marks, licences and labels stay as they were, and no label stands for fruit that is not there: by trigger on both
engines.

On PostgreSQL the mark, or the issue whose numbers are spent, is held still while its sums are looked at.
"""

from django.db import migrations

from lilian.base.append_only import append_only
from lilian.base.triggers import Refuse, Trigger, Wait, set_up

CLOSED = (
    "mark",
    "rules",
    "labelkind",
    "licence",
    "decision",
    "ask",
    "issue",
    "backing",
    "spent",
    "report",
    "marked",
    "fit",
)

LAST_RULING = (
    "(SELECT ruling FROM brand_decision WHERE licence_id = {licence} AND ask_id IS NULL ORDER BY id DESC LIMIT 1)"
)
STOPPED = f"{LAST_RULING} IN ('suspend', 'revoke')"
MARK_OF_ISSUE = """(SELECT licence.mark_id FROM brand_issue AS issue
    JOIN brand_licence AS licence ON licence.id = issue.licence_id WHERE issue.id = {issue})"""
MARK_STILL = f"PERFORM 1 FROM brand_mark WHERE id = {MARK_OF_ISSUE.format(issue='NEW.issue_id')} FOR NO KEY UPDATE;"
ISSUE_STILL = "PERFORM 1 FROM brand_issue WHERE id = NEW.issue_id FOR NO KEY UPDATE;"

OVERLAPPING_LICENCE = f"""
EXISTS (SELECT 1 FROM brand_licence AS other WHERE other.mark_id = NEW.mark_id
        AND other.organisation_id = NEW.organisation_id AND other.valid_from <= NEW.valid_until
        AND other.valid_until >= NEW.valid_from
        AND coalesce({LAST_RULING.format(licence="other.id")}, '') <> 'revoke')"""
OVERLAPPING_NUMBERS = "EXISTS (SELECT 1 FROM brand_issue AS other WHERE other.last >= NEW.first)"
OTHER_LICENCE = """
NOT EXISTS (SELECT 1 FROM brand_ask AS ask JOIN brand_labelkind AS kind ON kind.id = ask.kind_id
            WHERE ask.id = NEW.ask_id AND ask.licence_id = NEW.licence_id AND ask.kind_id = NEW.kind_id
            AND ask.count >= NEW.last - NEW.first + 1 AND kind.grams = NEW.grams)"""
REFUSED_ALREADY = "EXISTS (SELECT 1 FROM brand_decision WHERE ask_id = NEW.ask_id)"
ISSUED_ALREADY = "EXISTS (SELECT 1 FROM brand_issue WHERE ask_id = NEW.ask_id)"

# Grams of a lot that labels of one mark stand for.
BACKED = """(SELECT coalesce(sum(b.weight_g), 0) FROM brand_backing AS b
    JOIN brand_issue AS i ON i.id = b.issue_id JOIN brand_licence AS l ON l.id = i.licence_id
    WHERE b.lot_id = NEW.lot_id AND l.mark_id = {mark})""".format(mark=MARK_OF_ISSUE.format(issue="NEW.issue_id"))
WEIGHED = "(SELECT coalesce(sum(s.weight_g), 0) FROM stock_share AS s WHERE s.lot_id = NEW.lot_id)"
CERTIFIED = """(SELECT coalesce(sum(p.weight_g), 0) FROM certificates_part AS p WHERE p.lot_id = NEW.lot_id
    AND NOT EXISTS (SELECT 1 FROM certificates_void AS v WHERE v.certificate_id = p.certificate_id))
+ (SELECT coalesce(sum(t.weight_g), 0) FROM certificates_collected AS t WHERE t.lot_id = NEW.lot_id AND t.misfit = ''
    AND NOT EXISTS (SELECT 1 FROM certificates_givenback AS g WHERE g.collected_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM certificates_void AS v WHERE v.certificate_id = t.certificate_id))"""
GRADED = """
EXISTS (SELECT 1 FROM stock_lot AS lot JOIN brand_issue AS i ON i.id = NEW.issue_id
        JOIN brand_labelkind AS k ON k.id = i.kind_id JOIN brand_rules AS r ON r.id = k.rules_id
        WHERE lot.id = NEW.lot_id AND lot.variety_id = r.variety_id AND lot.grade <> ''
        AND r.grades LIKE '%,' || lot.grade || ',%')"""
# What came out of a lot is the same fruit: labels stand for one of the two only. What was reversed never happened.
KIN = """
EXISTS (SELECT b.lot_id FROM brand_backing AS b JOIN brand_issue AS i ON i.id = b.issue_id
        JOIN brand_licence AS l ON l.id = i.licence_id
        WHERE l.mark_id = {mark} AND b.lot_id <> NEW.lot_id AND b.lot_id IN (
            WITH RECURSIVE kin(lot_id) AS (
                SELECT NEW.lot_id UNION SELECT d.{found} FROM kin JOIN stock_descent AS d ON d.{known} = kin.lot_id
                WHERE NOT EXISTS (SELECT 1 FROM stock_entry AS back WHERE back.reverses_id = d.entry_id)
            ) SELECT lot_id FROM kin)
        GROUP BY b.lot_id HAVING sum(b.weight_g) > 0)"""
MARK = MARK_OF_ISSUE.format(issue="NEW.issue_id")
ANCESTOR_BACKED = KIN.format(mark=MARK, found="parent_id", known="child_id")
DESCENDANT_BACKED = KIN.format(mark=MARK, found="child_id", known="parent_id")
MORE_THAN_THE_ISSUE = """
NEW.weight_g + (SELECT coalesce(sum(b.weight_g), 0) FROM brand_backing AS b
                WHERE b.issue_id = NEW.issue_id AND b.spent_id IS NULL)
> (SELECT (i.last - i.first + 1) * i.grams FROM brand_issue AS i WHERE i.id = NEW.issue_id)"""

NOT_OF_THE_ISSUE = """
NOT EXISTS (SELECT 1 FROM brand_issue AS i WHERE i.id = NEW.issue_id AND i.first <= NEW.first AND i.last >= NEW.last)"""
SPENT_ALREADY = """
EXISTS (SELECT 1 FROM brand_spent AS s WHERE s.issue_id = NEW.issue_id
        AND s.first <= NEW.last AND s.last >= NEW.first)"""
NOT_BACKED = """
(SELECT coalesce(sum(b.weight_g), 0) FROM brand_backing AS b
                WHERE b.issue_id = NEW.issue_id AND b.spent_id IS NULL)
< (SELECT (i.last - i.first + 1) * i.grams FROM brand_issue AS i WHERE i.id = NEW.issue_id)"""
OTHERS_LABELS = """
NEW.packing_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM brand_marked AS m JOIN brand_licence AS mine ON mine.id = m.licence_id
    JOIN brand_labelkind AS wanted ON wanted.id = m.kind_id JOIN brand_issue AS i ON i.id = NEW.issue_id
    JOIN brand_licence AS theirs ON theirs.id = i.licence_id JOIN brand_labelkind AS kind ON kind.id = i.kind_id
    WHERE m.id = NEW.packing_id AND mine.mark_id = theirs.mark_id AND mine.organisation_id = theirs.organisation_id
    AND wanted.spec_id = kind.spec_id AND wanted.grams = kind.grams)"""
MORE_THAN_RETURNED = """
-NEW.weight_g - (SELECT coalesce(sum(b.weight_g), 0) FROM brand_backing AS b WHERE b.spent_id = NEW.spent_id)
> coalesce((SELECT (s.last - s.first + 1) * i.grams FROM brand_spent AS s JOIN brand_issue AS i ON i.id = s.issue_id
            WHERE s.id = NEW.spent_id AND s.issue_id = NEW.issue_id AND s.fate = 'returned'), 0)"""
MORE_THAN_BACKED = """
NEW.weight_g + (SELECT coalesce(sum(b.weight_g), 0) FROM brand_backing AS b
                WHERE b.issue_id = NEW.issue_id AND b.lot_id = NEW.lot_id) < 0"""

TAKEN = {
    "more than the lot weighs": f"NEW.weight_g + {BACKED} > {WEIGHED}",
    "more than is certified": f"NEW.weight_g + {BACKED} > {CERTIFIED}",
    "below the grade": f"NOT {GRADED}",
    "labels stand for what it came out of": ANCESTOR_BACKED,
    "labels stand for what came out of it": DESCENDANT_BACKED,
    "the issue is backed": MORE_THAN_THE_ISSUE,
}
SET_FREE = {"more than came back": MORE_THAN_RETURNED, "more than was taken": MORE_THAN_BACKED}
BOXES_WITHOUT = """
NEW.entry_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM brand_marked AS m JOIN brand_labelkind AS k ON k.id = m.kind_id WHERE m.packing_id = NEW.packing_id
    AND k.per_box * (SELECT coalesce(max(b.number), 0) FROM packing_box AS b WHERE b.packing_id = NEW.packing_id)
        > (SELECT coalesce(sum(s.last - s.first + 1), 0) FROM brand_spent AS s WHERE s.packing_id = m.id))"""
NOT_LOOKED_AT = """
NEW.entry_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM brand_marked AS m JOIN packing_input AS p ON p.packing_id = m.packing_id
    WHERE m.packing_id = NEW.packing_id
    AND NOT EXISTS (SELECT 1 FROM brand_fit AS f WHERE f.marked_id = m.id AND f.lot_id = p.lot_id))"""

INSERT = "BEFORE INSERT"
TRIGGERS = (
    Trigger(
        "brand_licence_alone",
        "brand_licence",
        INSERT,
        (
            Wait("PERFORM 1 FROM brand_mark WHERE id = NEW.mark_id FOR NO KEY UPDATE;"),
            Refuse("brand_licence: there is one for these days", OVERLAPPING_LICENCE),
        ),
    ),
    Trigger(
        "brand_decision_follows",
        "brand_decision",
        INSERT,
        (
            Wait("PERFORM 1 FROM brand_licence WHERE id = NEW.licence_id FOR NO KEY UPDATE;"),
            Refuse(
                "brand_decision: a revoked licence stays revoked",
                f"NEW.ask_id IS NULL AND {LAST_RULING.format(licence='NEW.licence_id')} = 'revoke'",
            ),
            Refuse("brand_decision: labels were issued", f"NEW.ask_id IS NOT NULL AND {ISSUED_ALREADY}"),
        ),
    ),
    Trigger(
        "brand_issue_within",
        "brand_issue",
        INSERT,
        (
            Wait("PERFORM 1 FROM brand_licence WHERE id = NEW.licence_id FOR NO KEY UPDATE;"),
            Refuse("brand_issue: the numbers were issued before", OVERLAPPING_NUMBERS),
            Refuse("brand_issue: not what was asked for", OTHER_LICENCE),
            Refuse("brand_issue: the ask was refused", REFUSED_ALREADY),
            Refuse("brand_issue: the licence does not stand", STOPPED.format(licence="NEW.licence_id")),
        ),
    ),
    Trigger(
        "brand_backing_within",
        "brand_backing",
        INSERT,
        (
            Wait(MARK_STILL),
            *(Refuse(f"brand_backing: {says}", f"NEW.weight_g > 0 AND ({when})") for says, when in TAKEN.items()),
            *(Refuse(f"brand_backing: {says}", f"NEW.weight_g < 0 AND ({when})") for says, when in SET_FREE.items()),
        ),
    ),
    Trigger(
        "brand_spent_once",
        "brand_spent",
        INSERT,
        (
            Wait(ISSUE_STILL),
            Refuse("brand_spent: not numbers of the issue", NOT_OF_THE_ISSUE),
            Refuse("brand_spent: a number is spent once", SPENT_ALREADY),
            Refuse("brand_spent: no fruit stands behind the issue", NOT_BACKED),
            Refuse("brand_spent: labels of another", OTHERS_LABELS),
        ),
    ),
    Trigger(
        "brand_packing_is_labelled",
        "packing_closing",
        INSERT,
        (
            Refuse("brand: boxes without labels", BOXES_WITHOUT),
            Refuse("brand: fruit that was not looked at", NOT_LOOKED_AT),
        ),
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("brand", "0001_marks_licences_labels"),
        ("certificates", "0002_never_more_than_it_weighs"),
        ("packing", "0003_boxes_called_back"),
    ]

    operations = [*(append_only(f"brand_{table}") for table in CLOSED), set_up(TRIGGERS)]
