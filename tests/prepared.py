"""What is dear to make and the same for many tests is made once for all test processes, and copied."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg
from django.db import transaction
from psycopg.sql import SQL, Composed, Identifier

ROOT = Path(__file__).resolve().parent.parent


def address(name: str) -> str:
    """Of another database on the suite's PostgreSQL server."""
    return urlsplit(URL)._replace(path=f"/{name}").geturl()


def once(made: Path, make: Callable[[Path], None]) -> Path:
    """`made`, by `make` unless another process did; who comes meanwhile waits. Half-made things are not seen."""
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with tempfile.TemporaryDirectory(dir=made.parent) as folder:
                making = Path(folder) / "making"
                make(making)
                making.rename(made)
    return made


URL = os.environ.get("LILIAN_DATABASE_URL", "")
ON_POSTGRES = URL.startswith("postgres")
SETTINGS = ROOT / "src" / "lilian" / "conf" / "settings.py"


@cache
def migrations_digest() -> str:
    """Of all migrations of ours and what they are made of: another digest, another database."""
    sources = sorted([*ROOT.glob("src/lilian/*/migrations/*.py"), *ROOT.glob("src/lilian/base/*.py"), SETTINGS])
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


def migrated(url: str) -> None:
    """Bring a database to the newest version, in processes of its own."""
    told = {"LILIAN_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    for command in ("migrate", "createcachetable"):
        line = [sys.executable, "-m", "django", command, "--verbosity", "0", "--pythonpath", str(ROOT)]
        subprocess.run(line, env={**os.environ, **told}, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def sqlite_template() -> Path:
    """A database with every table and no row but what migrations write."""
    kept = Path(tempfile.gettempdir()) / f"lilian-empty-{os.getuid()}-{migrations_digest()}.sqlite3"
    return once(kept, lambda path: migrated(f"sqlite:///{path}"))


def empty_sqlite(to: Path) -> None:
    shutil.copyfile(sqlite_template(), to)


def sqlite_in_memory(opened: sqlite3.Connection) -> None:
    """Fill the database of this connection with what the template has."""
    source = sqlite3.connect(sqlite_template())
    source.backup(opened)
    source.close()


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """What is made inside stands until the end, while each test takes back its own; `blocker` is pytest-django's."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def postgres_template() -> str:
    """The name of a database with all tables that fresh ones are copied from; made by whoever comes first."""
    name = f"lilian_empty_{migrations_digest()}"
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(sql("CREATE DATABASE {}", f"{name}_making"))
            migrated(address(f"{name}_making"))
            server.execute(sql("ALTER DATABASE {} RENAME TO {}", f"{name}_making", name))
    return name


def copied_postgres(name: str) -> None:
    """A fresh database of this name."""
    made_from = postgres_template()
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(sql("DROP DATABASE IF EXISTS {}", name))
        server.execute(sql("CREATE DATABASE {} TEMPLATE {}", name, made_from))


def sql(text: LiteralString, *names: str) -> Composed:
    return SQL(text).format(*(Identifier(name) for name in names))
