"""Why a look of the doctor broke, in words: what is wrong with the machine, and what to do about it."""

import errno

from lilian.kernel.marks import gettext_noop

FULL = (gettext_noop("硬盘满了"), gettext_noop("请清理硬盘，至少留出 1 GB。"))
UNWRITABLE = (
    gettext_noop("数据文件夹写不进去"),
    gettext_noop("请把 LILIAN_VAR 换成能写的文件夹，或改它的权限；也看看硬盘是不是满了。"),
)
NO_TABLES = (gettext_noop("数据表还没有建好"), gettext_noop("请运行 lilian manage migrate，或直接运行 lilian serve。"))
NO_SERVER = (gettext_noop("数据库连不上"), gettext_noop("请确认 PostgreSQL 开着，并检查 LILIAN_DATABASE_URL。"))

BY_NUMBER = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: UNWRITABLE,
    errno.EACCES: UNWRITABLE,
    errno.EPERM: UNWRITABLE,
}
# What the engines say; SQLite's words stand in its source (sqlite3ErrStr), PostgreSQL's come through psycopg.
BY_WORDS = {
    "database or disk is full": FULL,
    "disk I/O error": UNWRITABLE,
    "readonly database": UNWRITABLE,
    "unable to open database file": UNWRITABLE,
    "no such table": NO_TABLES,
    'relation "': NO_TABLES,
    "connection failed": NO_SERVER,
    "connection refused": NO_SERVER,
}


def cause(fault: Exception) -> tuple[str, str] | None:
    """What is wrong and what to do, as source strings; None where nobody can tell from the fault."""
    if isinstance(fault, OSError) and fault.errno in BY_NUMBER:
        return BY_NUMBER[fault.errno]
    told = str(fault)
    return next((known for words, known in BY_WORDS.items() if words in told), None)
