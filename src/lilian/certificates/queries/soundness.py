"""What `lilian verify` looks at: certificates say what they said, and never promise more than there is."""

from collections.abc import Callable, Iterator

from lilian.base import verification
from lilian.certificates import rules
from lilian.certificates.models import Certificate, Collected
from lilian.certificates.queries.records import whole

Progress = Callable[[int], None]
BATCH = 500

# Each finds the records of which something does not hold.
FAULTS = {
    "certificate {0}: its parts are not its weight": """
        SELECT c.number FROM certificates_certificate AS c
        WHERE (SELECT sum(weight_g) FROM certificates_part WHERE certificate_id = c.id)
              <> c.weight_g OR (c.is_ahead AND EXISTS (SELECT 1 FROM certificates_part WHERE certificate_id = c.id))
           OR (NOT c.is_ahead AND NOT EXISTS (SELECT 1 FROM certificates_part WHERE certificate_id = c.id))""",
    "lot {0}: certificates promise for more of it than it weighed": """
        SELECT p.lot_id FROM certificates_part AS p
        WHERE NOT EXISTS (SELECT 1 FROM certificates_void AS v WHERE v.certificate_id = p.certificate_id)
        GROUP BY p.lot_id
        HAVING sum(p.weight_g) >
            (SELECT coalesce(sum(s.weight_g), 0) FROM stock_share AS s WHERE s.lot_id = p.lot_id)""",
    "lot {0}: a producer promises for more of it than grew there": """
        SELECT p.lot_id FROM certificates_part AS p JOIN certificates_certificate AS c ON c.id = p.certificate_id
        WHERE c.form = 'producer'
          AND NOT EXISTS (SELECT 1 FROM certificates_void AS v WHERE v.certificate_id = p.certificate_id)
        GROUP BY p.lot_id, c.organisation_id
        HAVING sum(p.weight_g) >
            (SELECT coalesce(sum(s.weight_g), 0) FROM stock_share AS s
             WHERE s.lot_id = p.lot_id AND s.organisation_id = c.organisation_id)""",
    "certificate {0}: the audit chain tells it otherwise": """
        SELECT c.number FROM certificates_certificate AS c LEFT JOIN base_auditevent AS e
            ON e.subject = 'certificates.Certificate:' || c.id AND e.event = 'certificates.issued'
        WHERE e.number IS NULL OR e.data NOT LIKE '%%"' || c.digest || '"%%'""",
    "certificate {0}: it was made void, but the audit chain does not know": """
        SELECT c.number FROM certificates_void AS v JOIN certificates_certificate AS c ON c.id = v.certificate_id
        LEFT JOIN base_auditevent AS e
            ON e.subject = 'certificates.Certificate:' || c.id AND e.event = 'certificates.voided'
        WHERE e.number IS NULL""",
    "certificate {0}: the audit chain knows that it was made void, its row is gone": """
        SELECT c.number FROM base_auditevent AS e
        JOIN certificates_certificate AS c ON e.subject = 'certificates.Certificate:' || c.id
        LEFT JOIN certificates_void AS v ON v.certificate_id = c.id
        WHERE e.event = 'certificates.voided' AND v.id IS NULL""",
}
COLLECTED_FAULTS = {
    "certificate {0}: more fruit was taken in with it than it promises for": """
        SELECT c.number FROM certificates_certificate AS c JOIN certificates_collected AS t ON t.certificate_id = c.id
        WHERE t.misfit = '' AND NOT EXISTS (SELECT 1 FROM certificates_givenback WHERE collected_id = t.id)
        GROUP BY c.number, c.weight_g HAVING sum(t.weight_g) > c.weight_g""",
    "collected certificate {0}: the audit chain does not know of it": """
        SELECT t.id FROM certificates_collected AS t LEFT JOIN base_auditevent AS e
            ON e.subject = 'certificates.Collected:' || t.id AND e.event = 'certificates.collected'
        WHERE e.number IS NULL""",
    "collected certificate {0}: the audit chain knows of it, its row is gone": """
        SELECT e.subject FROM base_auditevent AS e
        LEFT JOIN certificates_collected AS t ON e.subject = 'certificates.Collected:' || t.id
        WHERE e.event = 'certificates.collected' AND t.id IS NULL""",
}


def certificate_faults(progress: Progress) -> Iterator[str]:
    """Every certificate says what its digest was made of, and lots are not promised for twice."""
    rows = Certificate.objects.prefetch_related("parts", "named").order_by("pk")
    for seen, row in enumerate(rows.iterator(chunk_size=BATCH), 1):
        if rules.digest(whole(row)) != row.digest:
            yield f"certificate {row.number}: it does not say what it said"
        progress(seen)
    yield from verification.found(FAULTS)


def collected_faults(progress: Progress) -> Iterator[str]:
    """Nothing was taken in twice, and nothing that was taken in is gone."""
    yield from verification.found(COLLECTED_FAULTS)
    progress(Collected.objects.count())
