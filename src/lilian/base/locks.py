"""A lock on a name, held until the transaction ends."""

import hashlib

from django.db import connection


def hold_name(name: str, *, wait: bool) -> bool:
    """True once nobody else holds it; False at once if somebody does and `wait` is false.

    On SQLite the transaction itself is the lock; on PostgreSQL one advisory lock a name.
    """
    if connection.vendor != "postgresql":
        return True
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if wait else 'try_'}advisory_xact_lock(%s)", [number])
        return cursor.fetchone()[0] is not False
