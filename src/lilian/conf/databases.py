"""The two engines, each with the options it must have to lose nothing."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lilian.conf.environment import BadSetting

# WAL + FULL: a commit that was acknowledged survives a power cut; IMMEDIATE: writers queue instead of failing half-way.
# The journal goes into the file every 64 MB: pages that acts in a row touch again are copied once for many.
# The file is read where the system has it in memory, up to the 2 GB SQLite allows, instead of copied page by page.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=2147418112; "
    "PRAGMA cache_size=-64000; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=16000;"
)
# No compiling of statements: a misjudged one would be compiled for longer than it runs.
POSTGRES_START = "-c jit=off -c lock_timeout=3s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Opening is dearer than most questions: an idle worker that opened anew for each spent four fifths on that.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        # A file, so that several connections in tests see one database.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": POSTGRES_START},
    }


def from_url(url: str) -> dict[str, Any]:
    """`sqlite:///path/to/file` or `postgresql://user:password@host:port/name`."""
    if url.startswith("sqlite:///"):
        return sqlite(Path(url.removeprefix("sqlite:///")).expanduser().resolve())
    if url.startswith(("postgres://", "postgresql://")):
        return postgres(url)
    raise BadSetting("LILIAN_DATABASE_URL：请写 sqlite:///文件 或 postgresql://用户:密码@主机/库名")
