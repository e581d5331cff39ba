"""What is dear to make and the same for many tests is made once for all test processes, and copied."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.conftest import ROOT


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


@cache
def migrations_digest() -> str:
    """Of all migrations of ours and what they are made of: another digest, another database."""
    sources = sorted([*ROOT.glob("src/lilian/*/migrations/*.py"), *ROOT.glob("src/lilian/base/*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


def migrated(url: str) -> None:
    """Bring a database to the newest version, in a process of its own."""
    told = {"LILIAN_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--pythonpath", str(ROOT)]
    subprocess.run(command, env={**os.environ, **told}, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def empty_sqlite(to: Path) -> None:
    """A database with every table and no row but what migrations write."""
    kept = Path(tempfile.gettempdir()) / f"lilian-empty-{os.getuid()}-{migrations_digest()}.sqlite3"
    shutil.copyfile(once(kept, lambda path: migrated(f"sqlite:///{path}")), to)
