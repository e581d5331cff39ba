"""What `lilian doctor` looks at, one function a line."""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from lilian.cli.broken import cause
from lilian.kernel.marks import gettext_noop

Translate = Callable[[str], str]
MEASURE_S = 0.4
LEAST_COMMITS = 20  # per second; below it one busy evening queues up
LEAST_FREE_MB = 1024
TRIED_BYTES = 64 * 1024
OLDEST_BACKUP = timedelta(hours=26)  # a night, and the time it takes
PROGRAM_DAY = datetime(2026, 9, 1, tzinfo=UTC)  # a clock before the program was written is wrong


@dataclass(frozen=True)
class Finding:
    """`remedy` says what to do where it is not well; a `warning` leaves the exit code alone.

    `name` is set by `look`, so that a look that breaks has its name too.
    """

    well: bool
    text: str
    remedy: str = ""
    warning: bool = False
    name: str = ""


def versions(_: Translate) -> Finding:
    text = f"lilian {version('lilian')}, Python {sys.version.split()[0]}, Django {version('django')}"
    return Finding(sys.version_info >= (3, 11), text, _("请装 Python 3.11 或更新的版本。"))


def folder(_: Translate) -> Finding:
    """The data folder takes a file of some size: a full disk often still takes an empty one."""
    from django.conf import settings

    with tempfile.TemporaryFile(dir=settings.VAR) as file:
        file.write(bytes(TRIED_BYTES))
        file.flush()
    return Finding(True, str(settings.VAR))


def engine(_: Translate) -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        text = f"{connection.display_name} {cursor.fetchone()[0]}"
    return Finding(True, text)


def pragmas(_: Translate) -> Finding:
    from django.conf import settings
    from django.db import connection

    from lilian.base.engine import option_faults, pragma_faults

    faults = option_faults(settings.DATABASES["default"])
    faults += pragma_faults(connection) if connection.vendor == "sqlite" else []
    remedy = _("请不要改数据库设置；数据库要放在本机硬盘上，不能放在网络共享盘。")
    return Finding(not faults, ";".join(faults) or _("写入后断电不丢"), remedy)


def migrations(_: Translate) -> Finding:
    from lilian.cli.preparing import waiting_migrations

    waiting = waiting_migrations()
    text = _("还有 {count} 项没有升级").format(count=len(waiting)) if waiting else _("已是最新")
    return Finding(not waiting, text, _("请运行 lilian manage migrate，或直接运行 lilian serve。"))


def commits(_: Translate) -> Finding:
    from django.conf import settings
    from django.db import connection

    folder = Path(settings.DATABASES["default"]["NAME"]).parent
    rate = postgres_commits() if connection.vendor == "postgresql" else sqlite_commits(folder)
    text = _("每秒 {rate} 次提交").format(rate=round(rate))
    return Finding(rate >= LEAST_COMMITS, text, _("硬盘太慢，请换固态硬盘，或把 LILIAN_VAR 放到快的硬盘上。"))


def sqlite_commits(folder: Path) -> float:
    """Small commits per second beside the database, with its own settings."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="doctor-") as scratch:
        database = sqlite3.connect(Path(scratch) / "commits.sqlite3", isolation_level=None)
        database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (n INTEGER)")
        rate = _per_second(lambda: database.execute("INSERT INTO t VALUES (1)"))
        database.close()
    return rate


def postgres_commits() -> float:
    """Each call is its own transaction and writes to the log, but to no table."""
    from django.db import connection

    with connection.cursor() as cursor:
        return _per_second(lambda: cursor.execute("SELECT pg_logical_emit_message(true, 'lilian', 'doctor')"))


def _per_second(act: Callable[[], object]) -> float:
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < MEASURE_S:
        act()
        done += 1
    return done / spent


def disk(_: Translate) -> Finding:
    from django.conf import settings

    free_mb = shutil.disk_usage(settings.VAR).free // 2**20
    text = _("还有 {free} MB").format(free=free_mb)
    return Finding(free_mb >= LEAST_FREE_MB, text, _("请清理硬盘，至少留出 1 GB。"))


def fonts(_: Translate) -> Finding:
    """Fontconfig tells; without it (Windows, macOS) the system brings its own Chinese fonts."""
    tool = shutil.which("fc-list")
    if tool is None:
        well = sys.platform in ("win32", "darwin")
        return Finding(well, _("系统自带") if well else _("查不到"), _("请安装 fontconfig 和 fonts-noto-cjk。"))
    count = len(subprocess.run([tool, ":lang=zh"], capture_output=True, check=False).stdout.splitlines())
    text = _("{count} 种").format(count=count)
    return Finding(count > 0, text, _("请安装中文字体，例如 fonts-noto-cjk。"))


def solvers(_: Translate) -> Finding:
    """The solvers' versions, and one tiny plan whose answer is known."""
    import numpy as np

    from lilian.base.plan_runs import versions as solver_versions
    from lilian.planning.transport import Problem, solve

    problem = Problem(
        cost=np.array([[1, 5], [4, 2]], dtype=np.int64), supply=np.array([3, 3]), capacity=np.array([3, 3])
    )
    cost = solve(problem).cost
    text = ", ".join(f"{name} {number}" for name, number in solver_versions().items() if name != "lilian")
    return Finding(cost == 9, text, _("请重新安装：pip install --force-reinstall highspy numba pyvrp scipy numpy。"))


def clock(_: Translate) -> Finding:
    """Not before the program was written, nor before the newest thing done here."""
    from lilian.base.audit import newest_at

    now = datetime.now(UTC)
    last = max(filter(None, (PROGRAM_DAY, newest_at())))
    text = f"{now.astimezone():%Y-%m-%d %H:%M:%S %Z}"
    return Finding(now >= last, text, _("请校准电脑的日期和时间，并打开自动对时。"))


def assets(_: Translate) -> Finding:
    import lilian

    built = Path(lilian.__file__).parent / "web" / "static" / "built"
    files = [path for path in built.rglob("*") if path.is_file()] if built.exists() else []
    text = _("{count} 个文件").format(count=len(files))
    return Finding(bool(files), text, _("请在源码目录运行 make assets。"))


def backup(_: Translate) -> Finding:
    """A warning where the last proved backup is older than a night and a bit, and something was done since."""
    from django.conf import settings

    from lilian.base import audit
    from lilian.base.backup import newest_at

    made, now = newest_at(), datetime.now(UTC)
    needed = audit.newest_at() is not None and not settings.DEMO
    text = f"{made.astimezone():%Y-%m-%d %H:%M}" if made else _("还没有备份过")
    fresh = made is not None and now - made <= OLDEST_BACKUP
    return Finding(fresh or not needed, text, _("请运行 lilian backup，再拷一份到别处。"), warning=True)


def log(_: Translate) -> Finding:
    """The log has every number once and is not behind what was signed; `lilian verify` looks at all of it."""
    from lilian.transparency import actions, queries

    size, missing = queries.size(), queries.missing()
    if missing:
        text = _("一共 {size} 条，缺 {missing} 条").format(size=size, missing=missing)
        return Finding(False, text, _("有人动过数据库。请运行 lilian verify，并恢复备份。"))
    if size and actions.is_rewound():
        return Finding(False, _("日志倒退了"), _("多半是恢复了旧备份。请看运维手册“恢复备份以后”一节。"))
    if alarms := queries.alarms():
        text = _("{names}说日志和它看过的对不上").format(names=_("、").join(one.name for one in alarms))
        return Finding(False, text, _("多半是恢复了旧备份，也可能有人改过。请看运维手册“恢复备份以后”一节。"))
    return Finding(True, _("{size} 条，一条不缺").format(size=size))


def checkpoint(_: Translate) -> Finding:
    """A warning where nothing was signed for two hours though something waits, or this machine cannot sign."""
    from lilian.transparency import actions, queries

    point = queries.latest()
    text = f"{point.at.astimezone():%Y-%m-%d %H:%M}" if point else _("还没有签过")
    if queries.log_keys() and not actions.has_key():
        return Finding(False, text, _("这台电脑上没有在用的私钥：请把另存的 log 文件夹放回来，丢了看运维手册。"), True)
    late = queries.is_late(datetime.now(UTC))
    return Finding(not late, text, _("存证点晚了两个多小时：请看后台程序（lilian serve 或 worker）开着没有。"), True)


OF_THE_MACHINE = (versions, folder, engine, pragmas, migrations, commits, disk, fonts, solvers, clock, assets)
LOOKS = (*OF_THE_MACHINE, backup, log, checkpoint)


# What the line of each look is called.
NAMES = {
    "versions": gettext_noop("版本"),
    "engine": gettext_noop("数据库"),
    "pragmas": gettext_noop("数据库设置"),
    "migrations": gettext_noop("数据表"),
    "folder": gettext_noop("数据文件夹"),
    "commits": gettext_noop("写入速度"),
    "disk": gettext_noop("硬盘空间"),
    "fonts": gettext_noop("中文字体"),
    "solvers": gettext_noop("求解器"),
    "clock": gettext_noop("时钟"),
    "assets": gettext_noop("网页样式"),
    "backup": gettext_noop("上次备份"),
    "log": gettext_noop("存证日志"),
    "checkpoint": gettext_noop("上次存证点"),
}
UNKNOWN = gettext_noop("请把这一行发给维护人员。")


def look(_: Translate) -> list[Finding]:
    """Every line; a look that breaks is a line that is not well."""
    return [_one(each, _) for each in LOOKS]


def _one(each: Callable[[Translate], Finding], _: Translate) -> Finding:
    name = _(NAMES[each.__name__])
    try:
        return replace(each(_), name=name)
    except Exception as fault:
        technical = f"{type(fault).__name__}: {fault}"
        known = cause(fault)
        text = f"{_(known[0])} ({technical})" if known else technical
        return Finding(False, text, _(known[1] if known else UNKNOWN), name=name)


def as_json(findings: list[Finding]) -> str:
    return json.dumps([{"name": each.name, **asdict(each)} for each in findings], ensure_ascii=False, indent=2)
