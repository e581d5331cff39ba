"""What the database's own process spends for a connection of this process: PostgreSQL's, on this machine."""

import os
from pathlib import Path

from django.db import connection


def server_process() -> int | None:
    """The process that works for this connection, on PostgreSQL."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def server_cpu_s(process: int | None) -> float:
    """Its processor time; 0 where there is none, or it is not on this machine."""
    told = Path(f"/proc/{process}/stat")
    if process is None or not told.exists():
        return 0.0
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
