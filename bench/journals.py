"""What the benchmarks of both journals share: a timed line of a table, and the database without its triggers."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from django.db import connection

import ground
from servers import server_cpu_s, server_process

Triggers = list[tuple[str, str]]  # name and text of each
GOAL_VERIFY_S = 60.0


@dataclass(frozen=True)
class Line:
    what: str
    engine: str
    rows: int
    seconds: float
    cpu_s: float  # of ours and of the server's process for us: what a busy machine does not stretch
    per_second: float
    per_cpu_second: float


def timed(what: str, rows: int, act: Callable[[], object]) -> Line:
    server = server_process()
    began, spent = time.perf_counter(), ground.cpu_s() + server_cpu_s(server)
    act()
    return line(what, rows, time.perf_counter() - began, ground.cpu_s() + server_cpu_s(server) - spent)


def line(what: str, rows: int, seconds: float, cpu_s: float) -> Line:
    speed = round(rows / seconds, 1), round(rows / max(cpu_s, 0.01), 1)
    return Line(what, connection.vendor, rows, round(seconds, 2), round(cpu_s, 2), *speed)


def table(lines: Sequence[Line]) -> str:
    names = ("what", "engine", "rows", "seconds", "cpu_s", "per_second", "per_cpu_second")
    rows = [names, *(tuple(str(asdict(line)[name]) for name in names) for line in lines)]
    return "\n".join("".join(f"{cell:>30}" if not n else f"{cell:>15}" for n, cell in enumerate(row)) for row in rows)


def triggers() -> Triggers:
    """All of them, on SQLite; PostgreSQL turns all of them off by one setting."""
    if connection.vendor == "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return list(cursor.fetchall())


def without(them: Triggers) -> None:
    with connection.cursor() as cursor:
        for name, _ in them:
            cursor.execute(f'DROP TRIGGER "{name}"')
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")


def again(them: Triggers) -> None:
    with connection.cursor() as cursor:
        for _, text in them:
            cursor.execute(text)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")
