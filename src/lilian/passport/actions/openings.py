"""How often pages were asked for is added up, hour by hour."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from lilian.packing import queries as packing

ADD = """
INSERT INTO passport_opening (box_id, hour, count) VALUES (%s, %s, %s)
ON CONFLICT (box_id, hour) DO UPDATE SET count = passport_opening.count + excluded.count
"""


def count_openings(*, counts: Mapping[str, int], now: datetime) -> int:
    """Add to this hour how often the pages of boxes were asked for, by code; return how many boxes there were.

    A code that names no box is left out. Not audited: nobody did anything, a program counts.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    keys = packing.existing([code for code, count in counts.items() if count > 0])
    rows = sorted((key, connection.ops.adapt_datetimefield_value(hour), counts[code]) for code, key in keys.items())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(ADD, rows)
    return len(rows)
