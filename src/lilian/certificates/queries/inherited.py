"""Lots that need no certificate of their own: what each was made of, it alone, has one that stands."""

from django.db.models import BooleanField, F, Func

# The entry that made such a lot has one descent, so that nothing was mixed and nothing was split.
ALONE = "NOT EXISTS (SELECT 1 FROM stock_descent AS o WHERE o.entry_id = step.entry_id AND o.id <> step.id)"
# A promise for a part of a lot does not say which of it is in the boxes: all of the lot must be promised for.
PROMISED = """(
    SELECT sum(part.weight_g) FROM certificates_part AS part
    JOIN certificates_certificate AS promise ON promise.id = part.certificate_id
    LEFT JOIN certificates_void AS gone ON gone.certificate_id = promise.id
    WHERE part.lot_id = above.lot_id AND gone.id IS NULL AND promise.issued_at <= made.at
        AND promise.household_id IS NULL AND promise.organisation_id = (
            SELECT owning.owner_id FROM asked JOIN stock_owning AS owning ON owning.lot_id = asked.lot_id
            ORDER BY owning.id LIMIT 1)
)"""
WHOLE = "(SELECT sum(share.weight_g) FROM stock_share AS share WHERE share.lot_id = above.lot_id)"
INHERITS = """EXISTS (
    WITH RECURSIVE asked(lot_id) AS (SELECT %(expressions)s), above(lot_id, entry_id) AS (
        SELECT step.parent_id, step.entry_id FROM asked JOIN stock_descent AS step ON step.child_id = asked.lot_id
        WHERE {alone}
        UNION
        SELECT step.parent_id, step.entry_id FROM above JOIN stock_descent AS step ON step.child_id = above.lot_id
        WHERE {alone}
    )
    SELECT 1 FROM above JOIN stock_entry AS made ON made.id = above.entry_id WHERE {promised} >= {whole}
)"""


class Inherits(Func):
    """Whether a certificate of what a lot was made of, over however many steps, stands for the lot as well.

    Putting fruit into boxes neither mixes nor splits it: what its owner promised for all of a lot is promised for the
    boxes that were packed of it from then on, until the certificate is void. Of several lots, of fruit that a
    certificate came with and its buyer promised nothing for, or before it was issued, nothing is inherited.
    """

    output_field = BooleanField()
    template = INHERITS.format(alone=ALONE, promised=PROMISED, whole=WHOLE)

    def __init__(self, lot: str = "pk") -> None:
        super().__init__(F(lot))
