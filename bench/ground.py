"""The demo county in a scratch database, for benchmarks that need people, stores and places around them.

Import this before anything of Django: it chooses the database (LILIAN_DATABASE_URL, else a SQLite file of its own).
"""

# ruff: noqa: E402 - Django must be set up before its modules are imported
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SCRATCH = os.environ.get("LILIAN_VAR") or tempfile.mkdtemp(prefix="lilian-bench-")
os.environ.update(LILIAN_VAR=SCRATCH, LILIAN_DEMO="1", DJANGO_SETTINGS_MODULE="tests.settings")
os.environ.setdefault("LILIAN_DATABASE_URL", f"sqlite:///{Path(SCRATCH) / 'bench.sqlite3'}")

import django

django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from lilian.base.actors import Actor
from lilian.flows import demo
from lilian.members import queries


def migrated() -> None:
    """Empty tables; on an engine that is there already, what stands in it goes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0, skip_checks=True)


def build() -> None:
    """The demo county, loaded."""
    migrated()
    demo.load(now=datetime.now(UTC))


def user(name: str = "demo-office") -> object:
    return get_user_model().objects.get(username=name)


def actor(name: str = "demo-office") -> Actor:
    """Who signs in under this name, with what they may do now."""
    return queries.actor_for(get_user_model().objects.get(username=name), now=datetime.now(UTC))


def peak_mb() -> float:
    """The most memory so far, of this process or of its largest child; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    import resource

    # Not ru_maxrss for this process: it starts from what the process that started it had.
    own = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def cpu_s() -> float:
    """Processor time of this process and of its children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
