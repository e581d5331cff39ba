"""A warmed process that forks workers on request, so that a killed one is replaced in a millisecond.

Lines in: `worker` (answers its pid), `ask KEY KIND`, `check` (answers JSON), `free` (answers `yes` or `no`).
"""

import json
import os
import signal
import sys
from collections import Counter

import django


def fork_worker() -> int:
    from django.db import connection

    from lilian.base.jobs.worker import run

    connection.close()
    child = os.fork()
    if child == 0:
        os.close(0)
        run()
        os._exit(0)
    return child


def check() -> dict[str, object]:
    from lilian.base import audit
    from lilian.base.models import AuditEvent, Job

    done = AuditEvent.objects.filter(event="test.done")
    asked = AuditEvent.objects.filter(event="test.asked")
    return {
        "asked": Counter(asked.values_list("subject", flat=True)),
        "done": Counter(done.values_list("subject", flat=True)),
        "jobs": dict(Job.objects.values_list("key", "status")),
        "repeated": Job.objects.filter(attempts__gt=1).count(),
        "faults": list(audit.faults()),
    }


def free() -> bool:
    """Whether somebody can write: no process, a stopped one included, is inside a writing transaction on SQLite."""
    from django.db import OperationalError, connection, transaction

    connection.close()
    try:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA busy_timeout = 100")
        with transaction.atomic():
            return True
    except OperationalError:
        return False
    finally:
        connection.close()


def main() -> None:
    django.setup()
    from tests.ops import acts

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        match line.split():
            case ["worker"]:
                print(fork_worker(), flush=True)
            case ["ask", key, kind]:
                acts.ask(key, kind)
                print("asked", flush=True)
            case ["check"]:
                print(json.dumps(check()), flush=True)
            case ["free"]:
                print("yes" if free() else "no", flush=True)


if __name__ == "__main__":
    main()
